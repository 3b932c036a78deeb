package org.tinylcm.sync.internal;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.tinylcm.classify.ClassifierModel;
import org.tinylcm.classify.Prototype;
import org.tinylcm.durable.FileOps;
import org.tinylcm.model.Backbone;
import org.tinylcm.model.ModelPack;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.ModelDoc;
import org.tinylcm.protocol.PackageType;
import org.tinylcm.protocol.PrototypeLine;
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

    /** @param model in use now */
    void ship(ModelPack pack, ClassifierModel model, Outbox outbox) {
        var text = Json.pretty(document(pack, model.sizes())) + "\n";
        var digest = Digests.hex(text);
        if (!digest.equals(state.get().sent())) {
            outbox.put(PackageType.MODEL, clock.instant(), List.of(Member.of("model.json", Member.JSON, text),
                    Member.of("prototypes.jsonl", Member.LINES, lines(model.prototypes()))));
            state.set(new Doc(digest));
        }
    }

    void again() {
        state.set(new Doc(null));
    }

    /** Of more than the most every n-th: they are in the order of their classes, so each class has its share. */
    private static String lines(List<Prototype> prototypes) {
        var step = (prototypes.size() + PrototypeLine.MOST - 1) / PrototypeLine.MOST;
        var lines = new StringBuilder();
        for (var i = 0; i < prototypes.size(); i += step) {
            var one = prototypes.get(i);
            lines.append(Json.write(new PrototypeLine(PrototypeLine.VERSION, one.label(),
                    one.origin().name().toLowerCase(Locale.ROOT), one.features()))).append('\n');
        }
        return lines.toString();
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
