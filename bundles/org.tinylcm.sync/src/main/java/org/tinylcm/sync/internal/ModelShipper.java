package org.tinylcm.sync.internal;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.tinylcm.durable.FileOps;
import org.tinylcm.model.Backbone;
import org.tinylcm.model.ModelPack;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.ModelDoc;
import org.tinylcm.protocol.PackageType;
import org.tinylcm.sync.client.Digests;
import org.tinylcm.sync.client.Member;
import org.tinylcm.sync.client.Outbox;
import org.tinylcm.sync.client.StateFile;

/** Packs the description of the model when it has become another: another pack, or more or fewer prototypes. */
final class ModelShipper {

    record Doc(String sent) {
    }

    private final StateFile<Doc> state;
    private final Clock clock;

    ModelShipper(FileOps ops, Path state, Clock clock) {
        this.state = new StateFile<>(ops, state, Doc.class, new Doc(null));
        this.clock = clock;
    }

    /** @param prototypes in use now, by label */
    void ship(ModelPack pack, Map<String, Integer> prototypes, Outbox outbox) {
        var text = Json.pretty(document(pack, prototypes)) + "\n";
        var digest = Digests.hex(text);
        if (!digest.equals(state.get().sent())) {
            outbox.put(PackageType.MODEL, clock.instant(), List.of(Member.of("model.json", Member.JSON, text)));
            state.set(new Doc(digest));
        }
    }

    void again() {
        state.set(new Doc(null));
    }

    private static ModelDoc document(ModelPack pack, Map<String, Integer> prototypes) {
        var rule = pack.neighbourRule();
        return new ModelDoc(ModelDoc.VERSION, pack.id(), pack.name(), pack.version(), pack.labels(),
                pack.transform().inputDimension(), pack.transform().outputDimension(), rule.k(),
                rule.metric().name().toLowerCase(Locale.ROOT), pack.backbone().map(Backbone::sha256).orElse(null),
                pack.backbone().map(Backbone::featureTensor).orElse(null), new TreeMap<>(
                        pack.calibration().figures()), new TreeMap<>(prototypes));
    }
}
