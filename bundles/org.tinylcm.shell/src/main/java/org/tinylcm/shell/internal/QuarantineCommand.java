package org.tinylcm.shell.internal;

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

    @Override
    void run() {
        var quarantine = services.need(Quarantine.class, "quarantine");
        if (action == Action.CLEAR) {
            var kept = quarantine.samples().size();
            quarantine.clear();
            out.println(json ? Text.json(Text.map("cleared", kept)) : kept + " samples forgotten.");
            return;
        }
        var all = quarantine.samples();
        var shown = all.subList(Math.max(0, all.size() - Math.max(0, most)), all.size());
        if (json) {
            printJson(Text.map("counters", quarantine.counters(), "samples",
                    shown.stream().map(QuarantineCommand::json).toList()));
            return;
        }
        var table = new Table("id", "when", "frame", "predicted", ">conf", ">novelty", "status", "label");
        shown.forEach(s -> table.row(s.id(), Text.time(s.at()), s.frameName(), s.predicted(),
                Text.format("%.2f", s.confidence()), Text.format("%.3g", s.novelty()), s.status(), s.label()));
        print(table);
        out.println(shown.size() + " of " + all.size() + " kept");
    }

    private static Object json(QuarantinedSample s) {
        return Text.map("id", s.id(), "at", s.at(), "frame", s.frame(), "frameName", s.frameName(), "predicted",
                s.predicted(), "confidence", s.confidence(), "novelty", s.novelty(), "reason", s.reason(), "status",
                s.status(), "label", s.label(), "truth", s.truth());
    }
}
