package org.tinylcm.shell.internal;

import java.util.List;
import org.tinylcm.adapt.Adaptation;
import org.tinylcm.adapt.AdaptationRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The device's changes to itself. */
@Command(name = "adapt", description = "Shows what the device changed in itself, or lets it try now.")
final class AdaptCommand extends DeviceCommand {
    enum Action {
        HISTORY
    }

    @Parameters(arity = "0..1", defaultValue = "HISTORY", paramLabel = "history", description = "What to show.")
    Action action;

    @Option(names = "--now", description = "Run a cycle now: propose, validate, keep or roll back.")
    boolean now;

    @Override
    void run() {
        var adaptation = services.need(Adaptation.class, "adaptation");
        var records = now ? adaptation.run("command") : adaptation.history();
        if (json) {
            printJson(Text.map("enabled", adaptation.enabled(), "records",
                    records.stream().map(AdaptCommand::json).toList()));
        } else if (records.isEmpty()) {
            out.println(now ? "There was nothing coherent enough to learn." : "Nothing so far.");
        } else {
            show(records);
        }
    }

    private void show(List<AdaptationRecord> records) {
        var table = new Table("when", "label", "outcome", ">samples", "snapshot", "reason");
        records.forEach(r -> table.row(Text.time(r.at()), r.label(), r.outcome(), r.sampleIds().size(), r.snapshot(),
                r.reason()));
        print(table);
    }

    private static Object json(AdaptationRecord r) {
        return Text.map("id", r.id(), "at", r.at(), "frame", r.frame(), "trigger", r.trigger(), "label", r.label(),
                "outcome", r.outcome(), "reason", r.reason(), "sampleIds", r.sampleIds(), "before", r.before(), "after",
                r.after(), "snapshot", r.snapshot());
    }
}
