package org.tinylcm.pack.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Hashtable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.tinylcm.input.BadInputException;
import org.tinylcm.model.Backbone;
import org.tinylcm.model.ModelPack;
import org.tinylcm.ops.DataFolder;
import org.tinylcm.pack.internal.format.BackboneStore;
import org.tinylcm.pack.internal.format.PackReader;

/**
 * Puts the configured pack into use by registering it as a service.
 *
 * <p>Registered by hand and {@code @Modified}, against the habit: with a new instance per configuration, DS would take
 * the old pack away before the new one has been looked at, and a bad file would leave the device without any. So the
 * new pack is read first, registered second, and only then does the old one go.
 */
@Component(service = {}, immediate = true, configurationPid = "org.tinylcm.pack",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ModelPackLoader.Config.class)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=org.tinylcm.model.ModelPack",
        uses = ModelPack.class)
public final class ModelPackLoader {
    /** Service property: id of the pack. */
    static final String ID = "tinylcm.pack";
    /** Service property: name of the pack. */
    static final String NAME = "tinylcm.pack.name";
    /** Service property: version of the pack. */
    static final String VERSION = "tinylcm.pack.version";
    /** Service property: true if the pack has a network, false if frames are feature vectors already. */
    static final String BACKBONE = "tinylcm.backbone";

    /** Property of a service of type String: the pack in its value was refused and there is no other one. */
    static final String REFUSED = "tinylcm.pack.refused";

    private static final System.Logger LOGGER = System.getLogger(ModelPackLoader.class.getName());

    @ObjectClassDefinition(name = "Model pack", description = "The model pack in use")
    @interface Config {
        @AttributeDefinition(description = "Model pack to use, a .tlcm file")
        String path();
    }

    private final BundleContext context;
    private final BackboneStore store;
    private ModelPack pack;
    private ServiceRegistration<ModelPack> registration;
    private ServiceRegistration<String> refusal;

    @Activate
    public ModelPackLoader(BundleContext context, Config config) {
        this.context = context;
        store = new BackboneStore(DataFolder.of(context, "models"));
        use(config);
    }

    @Modified
    void use(Config config) {
        try {
            var next = PackReader.read(Path.of(config.path()), store);
            if (pack == null || !pack.id().equals(next.id())) {
                replace(next);
            }
        } catch (BadInputException e) {
            refuse(e.getMessage());
        } catch (IOException e) {
            refuse(config.path() + ": " + e);
        }
    }

    @Deactivate
    void close() {
        if (registration != null) {
            registration.unregister();
        }
        forgetRefusal();
    }

    private void replace(ModelPack next) throws IOException {
        var digests = new HashSet<String>();
        next.backbone().map(Backbone::sha256).ifPresent(digests::add);
        if (pack != null) {
            pack.backbone().map(Backbone::sha256).ifPresent(digests::add);
        }
        store.retain(digests);
        var properties = new Hashtable<String, Object>();
        properties.put(ID, next.id());
        properties.put(NAME, next.name());
        properties.put(VERSION, next.version());
        properties.put(BACKBONE, next.backbone().isPresent());
        var old = registration;
        registration = context.registerService(ModelPack.class, next, properties);
        pack = next;
        if (old != null) {
            old.unregister();
        }
        forgetRefusal();
        LOGGER.log(System.Logger.Level.INFO, "Model pack {0} {1} in use, {2} classes, id {3}", next.name(),
                next.version(), next.labels().size(), next.id().substring(0, 12));
    }

    private void refuse(String reason) {
        LOGGER.log(System.Logger.Level.ERROR, "Model pack refused: {0}. {1}", reason, pack == null
                ? "There is no pack in use." : "Pack " + pack.name() + " " + pack.version() + " stays in use.");
        if (pack == null) {
            forgetRefusal();
            // For the launcher, which is no bundle and shares no class with us but Java's own.
            var properties = new Hashtable<String, Object>();
            properties.put(REFUSED, true);
            refusal = context.registerService(String.class, reason, properties);
        }
    }

    private void forgetRefusal() {
        if (refusal != null) {
            refusal.unregister();
            refusal = null;
        }
    }
}
