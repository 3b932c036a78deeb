package org.tinylcm.shell.internal;

import java.util.Map;
import org.tinylcm.sync.SyncService;
import org.tinylcm.sync.SyncStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The connection to a platform. */
@Command(name = "sync", description = "Shows the connection to a platform, or calls it now.")
final class SyncCommand extends DeviceCommand {
    enum Action {
        STATUS, WAITING, NOW
    }

    @Parameters(arity = "0..1", defaultValue = "STATUS", paramLabel = "status|waiting|now",
            description = "The connection, the packages that wait, or a call without waiting for its time.")
    Action action;

    @Override
    void run() {
        var sync = services.find(SyncService.class).orElseThrow(() -> new CommandFailure(CommandFailure.MISSING,
                "There is no connection to a platform; tlcm:config set org.tinylcm.sync url ADDRESS makes one"));
        switch (action) {
            case STATUS -> status(sync.status());
            case WAITING -> waiting(sync);
            case NOW -> {
                sync.now();
                if (!json) {
                    out.println("Called; tlcm:sync shows what came of it.");
                }
            }
        }
    }

    private void status(SyncStatus status) {
        if (json) {
            printJson(Text.map("state", status.state(), "detail", status.detail(), "url", status.url(), "deviceId",
                    status.deviceId(), "lastContact", status.lastContact(), "nextContact", status.nextContact(),
                    "waiting", status.waiting(), "waitingBytes", status.waitingBytes(), "counters",
                    status.counters()));
            return;
        }
        print("state", status.state() + (status.detail().isEmpty() ? "" : ": " + status.detail()));
        print("platform", status.url());
        print("device", status.deviceId().isEmpty() ? "not registered yet" : status.deviceId());
        print("contact", status.lastContact() == null ? "none since the start" : Text.time(status.lastContact()));
        print("next", status.nextContact() == null ? "now" : Text.time(status.nextContact()));
        print("spool", Text.format("%d packages, %s", status.waiting(), Text.megabytes(status.waitingBytes())));
        var table = new Table("counter", ">since the start");
        status.counters().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(entry -> table.row(entry.getKey(), entry.getValue()));
        print(table);
    }

    private void waiting(SyncService sync) {
        var waiting = sync.waiting();
        if (json) {
            printJson(waiting.stream().map(p -> Text.map("id", p.id(), "type", p.type(), "bytes", p.bytes(), "sent",
                    p.sent())).toList());
        } else if (waiting.isEmpty()) {
            out.println("Nothing waits.");
        } else {
            var table = new Table("package", "type", ">bytes", ">sent");
            waiting.forEach(p -> table.row(p.id(), p.type(), p.bytes(), p.sent()));
            print(table);
        }
    }
}
