package org.tinylcm.config.internal;

import static java.lang.System.Logger.Level.WARNING;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.dto.FrameworkDTO;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.tinylcm.ops.Audit;
import org.tinylcm.ops.ConfigStore;
import org.tinylcm.ops.DataFolder;

/**
 * Reads the configuration files before anything that they configure is active: the first pass is over when this
 * component is. Afterwards it watches the folders, and bundles that are installed or updated: those are synchronous
 * events, so that a bundle finds its configuration when it starts.
 */
@org.osgi.service.component.annotations.Component(service = ConfigStore.class, immediate = true)
public final class ConfigComponent implements ConfigStore, SynchronousBundleListener {
    /** Framework property: the folder of shipped configuration; {@code etc} if it is not set. */
    static final String ETC = "tinylcm.etc";
    /** Framework property: a folder whose values win over those of {@link #ETC}; none if it is not set. */
    static final String PROFILE = "tinylcm.profile";
    /** Framework property: time between two looks at the folders, milliseconds; 2000 if it is not set. */
    static final String POLL_MILLIS = "tinylcm.config.poll.millis";
    private static final System.Logger logger = System.getLogger(ConfigComponent.class.getName());
    private final BundleContext context;
    private final ShapeIndex shapes = new ShapeIndex();
    private final ConfigNews news = new ConfigNews();
    private final FileConfigStore store;
    private final ScheduledExecutorService scheduler;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile Audit audit;

    @Activate
    public ConfigComponent(BundleContext context, @Reference ConfigurationAdmin admin) {
        this.context = context;
        store = new FileConfigStore(shapes, shipped(),
                new FolderLayer(DataFolder.of(context, "etc"), "data/etc"),
                new CommandLineLayer(frameworkProperties(context)), new ConfigAdminTarget(admin), news);
        context.addBundleListener(this);
        for (var bundle : context.getBundles()) {
            shapes.add(bundle);
        }
        store.pass();
        news.started();
        scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "tinylcm-config");
            thread.setDaemon(true);
            return thread;
        });
        var millis = Long.parseLong(property(POLL_MILLIS, "2000"));
        scheduler.scheduleWithFixedDelay(this::poll, millis, millis, TimeUnit.MILLISECONDS);
    }

    private List<Layer> shipped() {
        var layers = new ArrayList<Layer>();
        layers.add(new FolderLayer(Path.of(property(ETC, "etc")).toAbsolutePath(), "etc"));
        var profile = property(PROFILE, "");
        if (!profile.isEmpty()) {
            var folder = Path.of(profile).toAbsolutePath();
            layers.add(new FolderLayer(folder, "profiles/" + folder.getFileName()));
        }
        layers.add(new CommandLineLayer(frameworkProperties(context), CommandLineLayer.DEFAULT));
        layers.add(new FolderLayer(DataFolder.of(context, "update").resolve("etc"), "data/update/etc"));
        return layers;
    }

    @Deactivate
    void close() {
        context.removeBundleListener(this);
        scheduler.shutdownNow();
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        var changed = switch (event.getType()) {
            case BundleEvent.INSTALLED, BundleEvent.UPDATED -> shapes.add(event.getBundle());
            case BundleEvent.UNINSTALLED -> shapes.remove(event.getBundle().getBundleId());
            default -> false;
        };
        if (changed) {
            store.pass();
        }
    }

    @Override
    public List<Component> components() {
        return store.components();
    }

    @Override
    public void set(String pid, String key, String value) {
        store.set(pid, key, value);
        // The value may be a secret; config-applied has it if it is none.
        news.note("config-set", Map.of("pid", pid, "key", key));
        news.flush(audit);
    }

    @Override
    public boolean unset(String pid, String key) {
        var done = store.unset(pid, key);
        if (done) {
            news.note("config-unset", Map.of("pid", pid, "key", key));
            news.flush(audit);
        }
        return done;
    }

    @Override
    public void refresh() {
        store.refresh();
        news.flush(audit);
    }

    private void poll() {
        try {
            refresh();
        } catch (RuntimeException e) {
            // A task that throws is never run again by its scheduler.
            logger.log(WARNING, "The configuration folders cannot be looked at", e);
        }
    }

    private String property(String name, String otherwise) {
        var value = context.getProperty(name);
        return value == null || value.isBlank() ? otherwise : value;
    }

    /** A bundle context gives properties by name only; the framework's description of itself has them all. */
    private static Map<String, String> frameworkProperties(BundleContext context) {
        var properties = new LinkedHashMap<String, String>();
        System.getProperties().stringPropertyNames()
                .forEach(name -> properties.put(name, System.getProperty(name)));
        var framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkDTO.class);
        if (framework != null) {
            framework.properties.forEach((name, value) -> properties.put(name, String.valueOf(value)));
        }
        return properties;
    }
}
