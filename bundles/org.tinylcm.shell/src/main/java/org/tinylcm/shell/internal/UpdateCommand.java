package org.tinylcm.shell.internal;

import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.tinylcm.update.UpdatePlan;
import org.tinylcm.update.UpdateService;
import org.tinylcm.update.UpdateStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The hot update. */
@Command(name = "update", description = "Shows the update, or makes one from a signed file.", footer = {"",
        "update                     what runs, and how the last update ended",
        "update FILE.tlcu           makes an update and waits for its end",
        "update FILE.tlcu --dry-run what it would change",
        "update rollback            goes back to the set before",
        "update check               asks the platform now"})
final class UpdateCommand extends DeviceCommand {
    private static final long LOOK_MILLIS = 50;

    @Parameters(arity = "0..1", defaultValue = "status", paramLabel = "status|rollback|check|FILE",
            description = "What to do; a file's name ends in .tlcu.")
    String what;

    @Option(names = "--dry-run", description = "Only show what would change.")
    boolean dryRun;

    @Option(names = "--no-wait", description = "Begin, and do not wait for the end.")
    boolean noWait;

    @Override
    void run() throws InterruptedException {
        var update = services.need(UpdateService.class, "updater");
        switch (what) {
            case "status" -> show(update.status());
            case "check" -> update.check();
            case "rollback" -> {
                update.rollback(0);
                await(update);
            }
            default -> file(update);
        }
    }

    private void file(UpdateService update) throws InterruptedException {
        var file = directory.resolve(what);
        if (!what.endsWith(".tlcu") || !Files.isRegularFile(file)) {
            throw usage("There is no file '" + what + "' that ends in .tlcu");
        }
        if (dryRun) {
            show(update.plan(file));
            return;
        }
        update.begin(file);
        if (!noWait) {
            await(update);
        }
    }

    /** The updater may be replaced meanwhile; then the device starts anew, and so does its shell. */
    private void await(UpdateService update) throws InterruptedException {
        var phase = "";
        var status = update.status();
        while (!status.phase().equals("idle")) {
            if (!json && !status.phase().equals(phase)) {
                phase = status.phase();
                out.println(phase + (status.detail().isEmpty() ? "" : ": " + Text.oneLine(status.detail())));
                out.flush();
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            status = update.status();
        }
        show(status);
        if (!what.equals("rollback") && !status.lastOutcome().equals("confirmed")) {
            throw new CommandFailure(CommandFailure.FAILED, "The update was not taken: " + status.lastReason());
        }
    }

    private void show(UpdateStatus status) {
        if (json) {
            printJson(Text.map("phase", status.phase(), "detail", status.detail(), "release", status.release(),
                    "number", status.number(), "deployment", status.deployment(), "lastRelease", status.lastRelease(),
                    "lastOutcome", status.lastOutcome(), "lastReason", status.lastReason(), "lastAt",
                    status.lastAt(), "figures", status.figures(), "rollbackPossible", status.rollbackPossible()));
            return;
        }
        print("runs", status.release().isEmpty() ? "the distribution"
                : "release " + status.release() + ", number " + status.number());
        print("phase", status.phase() + (status.detail().isEmpty() ? "" : ": " + status.detail()));
        if (!status.lastRelease().isEmpty()) {
            print("last", status.lastRelease() + (status.lastOutcome().isEmpty() ? "" : ": " + status.lastOutcome()
                    .replace('_', ' ') + ", " + Text.time(status.lastAt())));
            if (!status.lastReason().isEmpty()) {
                Text.wrapped(status.lastReason(), 66).forEach(line -> print("", line));
            }
            for (Map.Entry<String, Double> figure : status.figures().entrySet()) {
                print("", Text.format("%s %.3f", figure.getKey(), figure.getValue()));
            }
        }
        print("rollback", status.rollbackPossible() ? "possible: tlcm:update rollback" : "there is no set before");
    }

    private void show(UpdatePlan plan) {
        if (json) {
            printJson(Text.map("release", plan.release(), "number", plan.number(), "bytes", plan.bytes(), "restart",
                    plan.restart(), "changes", plan.changes().stream().map(change -> Text.map("kind",
                            change.kind().name().toLowerCase(Locale.ROOT), "name", change.name(), "from",
                            change.from(), "to", change.to())).toList()));
            return;
        }
        print("release", plan.release() + ", number " + plan.number());
        print("to fetch", Text.megabytes(plan.bytes()));
        print("frames", plan.restart() ? "wait while the framework starts anew" : "wait while bundles are replaced");
        if (plan.changes().isEmpty()) {
            out.println("Nothing changes.");
            return;
        }
        var table = new Table("change", "name", "from", "to");
        plan.changes().forEach(change -> table.row(change.kind().name().toLowerCase(Locale.ROOT),
                change.name(), change.from(), change.to()));
        print(table);
    }
}
