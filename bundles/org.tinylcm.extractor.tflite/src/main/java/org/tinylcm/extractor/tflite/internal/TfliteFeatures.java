package org.tinylcm.extractor.tflite.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.tinylcm.feature.FeatureExtractor;
import org.tinylcm.feature.FeatureExtractorFactory.OpenExtractor;
import org.tinylcm.feature.StageTimer;
import org.tinylcm.frame.Frame;
import org.tinylcm.model.ModelPack;

/**
 * The frame extractor of the pack in use. There only while that pack has a network: packs of plain vectors are not
 * registered with {@code tinylcm.backbone=true}. Another pack or another configuration makes a new instance.
 */
@Component(service = FeatureExtractor.class)
public final class TfliteFeatures implements FeatureExtractor {
    private final OpenExtractor network;

    @Activate
    public TfliteFeatures(@Reference(target = "(tinylcm.backbone=true)") ModelPack pack,
            @Reference TfliteFactory factory) {
        network = factory.open(pack.backbone().orElseThrow(() -> new IllegalStateException(
                "pack " + pack.name() + " is registered with a network but has none")), pack.id());
    }

    @Deactivate
    void close() {
        network.close();
    }

    @Override
    public String modelId() {
        return network.modelId();
    }

    @Override
    public int dimension() {
        return network.dimension();
    }

    @Override
    public void extract(Frame frame, float[] features, StageTimer timer) {
        network.extract(frame, features, timer);
    }

    @Override
    public boolean inputStatistics(float[] into) {
        return network.inputStatistics(into);
    }
}
