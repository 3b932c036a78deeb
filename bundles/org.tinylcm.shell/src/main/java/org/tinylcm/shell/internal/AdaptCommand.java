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
        HISTORY, CONCEPTS
    }

    @Parameters(arity = "0..1", defaultValue = "HISTORY", paramLabel = "history|concepts",
            description = "What to show: decisions, or what is remembered of how the world was labelled.")
    Action action;

    @Option(names = "--now", description = "Run a cycle now: propose, validate, keep or roll back.")
    boolean now;

    @Override
    void run() {
        var adaptation = services.need(Adaptation.class, "adaptation");
        if (action == Action.CONCEPTS && !now) {
            concepts(adaptation);
            return;
        }
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

    private void concepts(Adaptation adaptation) {
        if (json) {
            printJson(Text.map("concepts", adaptation.concepts().stream().map(c -> Text.map("name", c.name(), "inUse",
                    c.inUse(), "pack", c.pack(), "samples", c.samples(), "returns", c.returns())).toList()));
            return;
        }
        var table = new Table("concept", "in use", ">samples", ">returns");
        adaptation.concepts().forEach(c -> table.row(c.name(), c.inUse() ? "yes" : "", c.samples(), c.returns()));
        print(table);
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
