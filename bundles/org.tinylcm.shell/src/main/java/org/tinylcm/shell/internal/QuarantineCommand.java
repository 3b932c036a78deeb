package org.tinylcm.shell.internal;

import org.tinylcm.model.ModelPack;
import org.tinylcm.quarantine.Quarantine;
import org.tinylcm.quarantine.QuarantinedSample;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The samples put aside. */
@Command(name = "quarantine", description = "Shows or clears the samples that were put aside.")
final class QuarantineCommand extends DeviceCommand {
    enum Action {
        SHOW, CLEAR
    }

    @Parameters(arity = "0..1", defaultValue = "SHOW", paramLabel = "show|clear", description = "What to do.")
    Action action;

    @Option(names = "-n", defaultValue = "20", description = "How many, newest last (default ${DEFAULT-VALUE}).")
    int most;

    @Option(names = "--all", description = "Also samples that belong to another model pack.")
    boolean all;

    @Override
    void run() {
        var quarantine = services.need(Quarantine.class, "quarantine");
        if (action == Action.CLEAR) {
            var kept = quarantine.samples().size();
            quarantine.clear();
            out.println(json ? Text.json(Text.map("cleared", kept)) : kept + " samples forgotten.");
            return;
        }
        var kept = quarantine.samples();
        var pack = services.find(ModelPack.class);
        var own = all || pack.isEmpty() ? kept
                : kept.stream().filter(s -> s.modelId().equals(pack.get().id())).toList();
        var shown = own.subList(Math.max(0, own.size() - Math.max(0, most)), own.size());
        if (json) {
            printJson(Text.map("counters", quarantine.counters(), "samples",
                    shown.stream().map(QuarantineCommand::json).toList()));
            return;
        }
        var table = new Table("id", "when", "frame", "predicted", ">conf", ">novelty", "status", "label");
        shown.forEach(s -> table.row(s.id(), Text.time(s.at()), s.frameName(), s.predicted(),
                Text.format("%.2f", s.confidence()), Text.format("%.3g", s.novelty()), s.status(), s.label()));
        print(table);
        int others = kept.size() - own.size();
        out.println(shown.size() + " of " + own.size() + " kept"
                + (others == 0 ? "" : ", and " + others + " of another model pack (--all)"));
    }

    private static Object json(QuarantinedSample s) {
        return Text.map("id", s.id(), "at", s.at(), "frame", s.frame(), "frameName", s.frameName(), "predicted",
                s.predicted(), "confidence", s.confidence(), "novelty", s.novelty(), "inputFamiliarity",
                s.inputFamiliarity(), "modelId", s.modelId(), "reason", s.reason(), "status", s.status(), "label",
                s.label(), "truth", s.truth());
    }
}
