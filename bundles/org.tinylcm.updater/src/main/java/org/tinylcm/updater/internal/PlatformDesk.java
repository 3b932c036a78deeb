package org.tinylcm.updater.internal;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.tinylcm.protocol.update.DeploymentState;
import org.tinylcm.release.RefusedException;
import org.tinylcm.update.UpdateTransport;

/** What the device and a platform say to each other about updates. For the thread of updates. */
final class PlatformDesk {
    private static final System.Logger logger = System.getLogger(PlatformDesk.class.getName());

    private final UpdateDisk disk;
    private final Intake intake;
    private final Reporter reporter;
    private final Inventory inventory;
    private final Progress progress;

    PlatformDesk(UpdateDisk disk, Intake intake, Reporter reporter, Inventory inventory, Progress progress) {
        this.disk = disk;
        this.intake = intake;
        this.reporter = reporter;
        this.inventory = inventory;
        this.progress = progress;
    }

    /**
     * Tells what happened, and asks what is wanted.
     *
     * @param claim takes an update up; false if another one is under way
     * @return true if there is something to do now
     * @throws IOException the platform cannot be reached
     * @throws RefusedException what it says is nothing that it may say
     */
    boolean ask(UpdateTransport platform, Predicate<Journal> claim) throws IOException, InterruptedException {
        reporter.send(platform, inventory.installed());
        var json = platform.desiredState();
        return json.isPresent() && wanted(json.get(), platform, claim);
    }

    /** Tells what happened; if the platform cannot be told, it stays for later. */
    void report(UpdateTransport platform) throws InterruptedException {
        try {
            if (platform != null) {
                reporter.send(platform, inventory.installed());
            }
        } catch (IOException e) {
            logger.log(System.Logger.Level.DEBUG, "The platform cannot be told: {0}", e.getMessage());
        }
    }

    private boolean wanted(String json, UpdateTransport platform, Predicate<Journal> claim)
            throws IOException, InterruptedException {
        var wanted = Wanted.read(json);
        if (wanted.deployment() <= disk.memory().lastDeployment()) {
            return false;
        }
        var journal = new Journal(Journal.VERSION, wanted.release(), "deployment " + wanted.deployment(),
                wanted.deployment(), wanted.force(), null, 0, null, null, progress.now());
        var refusal = refusal(journal, platform);
        if (refusal.isPresent()) {
            disk.change(known -> known.begun(wanted.deployment()).ended(new Memory.Outcome(journal.name(),
                    journal.deployment(), DeploymentState.REFUSED.id(), refusal.get(), progress.now(), Map.of())));
            reporter.tell(journal.name(), journal.deployment(), DeploymentState.REFUSED, refusal.get(), Map.of());
            report(platform);
            return false;
        }
        var named = journal.named(intake.check(wanted.release(), platform.deviceId()).release().name());
        if (!claim.test(named)) {
            return false;
        }
        disk.change(known -> known.begun(wanted.deployment()));
        return true;
    }

    /** Empty if the release is to be trusted. */
    private Optional<String> refusal(Journal journal, UpdateTransport platform)
            throws IOException, InterruptedException {
        try {
            intake.learn(Wanted.rings(platform.keys(intake.trust().ring().version())));
            intake.check(journal.release(), platform.deviceId());
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of(e.getMessage());
        }
    }
}
