package org.tinysphere.datahub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Files;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinylcm.protocol.ModelDoc;
import org.tinylcm.protocol.PackageType;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.WorkHandler;

/** The model that a device uses, and those before. */
@ApplicationScoped
public class ModelImporter implements PackageImporter {
    private static final String MEMBER = "model.json";
    @Inject
    private Db db;

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
        if (Files.size(file) > JsonLimits.DOCUMENT.bytes()) {
            throw new WorkHandler.GiveUp("member '" + MEMBER + "' must have at most " + JsonLimits.DOCUMENT.bytes()
                    + " bytes");
        }
        var model = Json.read(Files.readAllBytes(file), ModelDoc.class, MEMBER, JsonLimits.DOCUMENT);
        var device = received.device().number();
        var at = received.metadata().createdAt();
        var document = Json.write(model);
        return () -> {
            db.update("insert into device_model_history (device, at, model, document) values (?, ?, ?, ?) "
                    + "on conflict do nothing", device, at, model.modelId(), document);
            // Packages of a device may be imported in another order than they were made.
            db.update("insert into device_model as m (device, at, model, document) values (?, ?, ?, ?) on conflict "
                    + "(device) do update set at = excluded.at, model = excluded.model, document = excluded.document "
                    + "where m.at < excluded.at", device, at, model.modelId(), document);
        };
    }
}
