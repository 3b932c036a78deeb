package org.tinylcm.shell.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import org.tinylcm.pipeline.Pipeline;
import org.tinylcm.state.SnapshotInfo;
import org.tinylcm.state.StateManager;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Snapshots of the stages' state. */
@Command(name = "snapshots", description = "Lists, takes, shows and compares snapshots.", footer = {"",
        "snapshots                  all of them, newest first",
        "snapshots take [REASON]    takes one now",
        "snapshots show ID          what is in one",
        "snapshots diff OLD NEW     what differs between two"})
final class SnapshotsCommand extends DeviceCommand {
    enum Action {
        LIST, TAKE, SHOW, DIFF
    }

    @Parameters(index = "0", arity = "0..1", defaultValue = "LIST", paramLabel = "list|take|show|diff",
            description = "What to do.")
    Action action;

    @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "See below.")
    List<String> arguments = List.of();

    @Override
    void run() {
        switch (action) {
            case LIST -> list(services.need(StateManager.class, "state manager").snapshots());
            case TAKE -> {
                var reason = arguments.isEmpty() ? "command" : String.join(" ", arguments);
                list(List.of(services.need(Pipeline.class, "pipeline").snapshot(reason)));
            }
            case SHOW -> show(argument(0, 1));
            case DIFF -> {
                var lines = services.need(StateManager.class, "state manager").diff(argument(0, 2), argument(1, 2));
                if (json) {
                    printJson(lines);
                } else {
                    lines.forEach(line -> out.println(Text.oneLine(line)));
                    out.println(lines.size() + " differences");
                }
            }
        }
    }

    private void list(List<SnapshotInfo> snapshots) {
        if (json) {
            printJson(snapshots.stream().map(s -> Text.map("id", s.id(), "at", s.at(), "reason", s.reason(), "modelId",
                    s.modelId(), "components", s.components(), "bytes", s.bytes())).toList());
            return;
        }
        var table = new Table("id", "when", ">kB", "reason");
        snapshots.forEach(s -> table.row(s.id(), Text.time(s.at()), Text.format("%.1f", s.bytes() / 1000.0),
                s.reason()));
        print(table);
    }

    private void show(String id) {
        var states = services.need(StateManager.class, "state manager").read(id).orElseThrow(() ->
                new CommandFailure(CommandFailure.FAILED, "There is no snapshot '" + id + "'"));
        if (json) {
            var all = new LinkedHashMap<String, Object>();
            states.forEach((stage, state) -> {
                var lengths = new TreeMap<String, Object>();
                state.vectors().forEach((name, vector) -> lengths.put(name, vector.length));
                all.put(stage, Text.map("version", state.version(), "values", state.values(), "vectorLengths",
                        lengths));
            });
            printJson(all);
            return;
        }
        var table = new Table("stage", "key", "value");
        states.forEach((stage, state) -> {
            new TreeMap<>(state.values()).forEach((key, value) -> table.row(stage, key, value));
            new TreeMap<>(state.vectors()).forEach((key, v) -> table.row(stage, key, v.length + " numbers"));
        });
        print(table);
    }

    private String argument(int index, int wanted) {
        if (arguments.size() != wanted) {
            throw usage("That takes " + wanted + " snapshot ids; --help tells more");
        }
        return arguments.get(index);
    }
}
