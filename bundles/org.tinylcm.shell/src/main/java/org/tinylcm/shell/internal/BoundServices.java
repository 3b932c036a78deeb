package org.tinylcm.shell.internal;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.tinylcm.adapt.Adaptation;
import org.tinylcm.drift.DriftMonitor;
import org.tinylcm.feedback.FeedbackService;
import org.tinylcm.model.ModelPack;
import org.tinylcm.ops.Audit;
import org.tinylcm.ops.ConfigStore;
import org.tinylcm.ops.DataFolder;
import org.tinylcm.ops.Metrics;
import org.tinylcm.pipeline.Pipeline;
import org.tinylcm.quarantine.Quarantine;
import org.tinylcm.state.StateManager;
import org.tinylcm.sync.SyncService;
import org.tinylcm.update.UpdateService;

/** The device's services; every one may be missing, and commands keep working while stages are exchanged. */
@Component(service = BoundServices.class)
public final class BoundServices implements Services {
    private final BundleContext context;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile Pipeline pipeline;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile ModelPack pack;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile StateManager states;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile Quarantine quarantine;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile Adaptation adaptation;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile FeedbackService feedback;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile Metrics metrics;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile Audit audit;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile ConfigStore configuration;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile SyncService sync;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile UpdateService update;
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<DriftMonitor> monitors;

    @Activate
    public BoundServices(BundleContext context) {
        this.context = context;
    }

    @Override
    public <T> Optional<T> find(Class<T> type) {
        return Stream.of(pipeline, pack, states, quarantine, adaptation, feedback, metrics, audit, configuration,
                sync, update)
                .filter(type::isInstance).map(type::cast).findFirst();
    }

    @Override
    public List<DriftMonitor> monitors() {
        var now = monitors;
        return now == null ? List.of() : List.copyOf(now);
    }

    @Override
    public List<Bundle> bundles() {
        return Arrays.asList(context.getBundles());
    }

    @Override
    public Path data(String purpose) {
        return DataFolder.of(context, purpose);
    }
}
