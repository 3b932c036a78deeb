package org.tinysphere.datahub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinylcm.protocol.ModelDoc;
import org.tinylcm.protocol.PackageType;
import org.tinylcm.protocol.PrototypeLine;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.ObjectStore;
import org.tinysphere.core.control.WorkHandler;

/** The model that a device uses, and those before. */
@ApplicationScoped
public class ModelImporter implements PackageImporter {
    private static final String MEMBER = "model.json";
    private static final String PROTOTYPES = "prototypes.jsonl";
    private static final int MOST_DIMENSIONS = 8192;
    @Inject
    private Db db;
    @Inject
    private ObjectStore objects;

    @Override
    public PackageType type() {
        return PackageType.MODEL;
    }

    @Override
    public Runnable prepare(ReceivedPackage received, WorkHandler.Progress progress) throws Exception {
        if (!received.has(MEMBER)) {
            throw new WorkHandler.GiveUp("member '" + MEMBER + "' is missing");
        }
        var file = received.member(MEMBER);
        if (file.bytes() > JsonLimits.DOCUMENT.bytes()) {
            throw new WorkHandler.GiveUp("member '" + MEMBER + "' must have at most " + JsonLimits.DOCUMENT.bytes()
                    + " bytes");
        }
        var model = Json.read(file.read(), ModelDoc.class, MEMBER, JsonLimits.DOCUMENT);
        received.report().good();
        var device = received.device().number();
        var at = received.metadata().createdAt();
        var document = Json.write(model);
        var prototypes = received.has(PROTOTYPES) ? store(received) : null;
        return () -> {
            db.update("insert into device_model_history (device, at, model, document) values (?, ?, ?, ?) "
                    + "on conflict do nothing", device, at, model.modelId(), document);
            // Packages of a device may be imported in another order than they were made.
            db.update("insert into device_model as m (device, at, model, document, prototypes) values (?, ?, ?, ?, ?) "
                    + "on conflict (device) do update set at = excluded.at, model = excluded.model, document = "
                    + "excluded.document, prototypes = excluded.prototypes where m.at < excluded.at", device, at,
                    model.modelId(), document, prototypes);
        };
    }

    /**
     * What a person's plot is drawn from. One object a device, which the next one replaces: without it, or with that of a
     * moment before, nothing but the plot would be different.
     */
    private String store(ReceivedPackage received) throws IOException, WorkHandler.GiveUp {
        var good = new ByteArrayOutputStream();
        var lines = new int[1];
        Lines.read(received, PROTOTYPES, (line, origin) -> {
            var one = Json.read(line, PrototypeLine.class, origin, JsonLimits.DOCUMENT);
            if (one.features().length > MOST_DIMENSIONS || lines[0] == PrototypeLine.MOST) {
                throw new IllegalArgumentException("must be one of at most " + PrototypeLine.MOST
                        + " lines of at most " + MOST_DIMENSIONS + " features");
            }
            lines[0]++;
            good.writeBytes(line);
            good.write('\n');
        });
        var key = "models/" + received.device().id() + "/prototypes.jsonl";
        objects.put(key, new ByteArrayInputStream(good.toByteArray()));
        return key;
    }
}
