package org.tinylcm.updater.internal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tinylcm.protocol.update.DeploymentState;
import org.tinylcm.release.set.BootRecord;

/** The way back to the set before, because the new one failed or because somebody wishes it. */
final class Undo {
    private static final System.Logger logger = System.getLogger(Updater.class.getName());
    private static final String WISH = "somebody wished it";

    private final Device device;
    private final UpdateDisk disk;
    private final Inventory inventory;
    private final Swap swap;
    private final Exchange exchange;
    private final Trial trial;
    private final Ending ending;
    private final Points points;
    private final Progress progress;

    Undo(Device device, UpdateDisk disk, Inventory inventory, Swap swap, Exchange exchange, Trial trial, Ending ending,
            Points points, Progress progress) {
        this.device = device;
        this.disk = disk;
        this.inventory = inventory;
        this.swap = swap;
        this.exchange = exchange;
        this.trial = trial;
        this.ending = ending;
        this.points = points;
        this.progress = progress;
    }

    /** @param journal null if nothing is known of how the set came */
    void revert(Planner.Plan plan, Journal journal, String reason) throws InterruptedException {
        progress.phase(DeploymentState.SWAPPING, "going back: " + reason);
        var boot = disk.boot();
        if (boot.state() != BootRecord.State.TRIAL) {
            // It failed before anything was changed on disk.
            boot = boot.trial(boot.active());
        }
        disk.markUnclean();
        var reverted = boot.reverted(reason);
        disk.boot(reverted);
        points.at(Points.REVERTED);
        if (plan.restart() || !back(boot, journal == null || journal.before() == null ? trial.before() : journal.before())) {
            restart();
            return;
        }
        points.at(Points.UNDONE);
        finish(reverted, Optional.ofNullable(journal));
    }

    /** @return false if the old set does not come back without a restart */
    private boolean back(BootRecord boot, Trial.Before before) throws InterruptedException {
        try {
            exchange.run(inventory.contents(boot.active()), inventory.contents(boot.previous()),
                    disk.set(boot.previous()).orElse(null), new Trial.Expectation(before, Set.of(), null, Trial.id(before), null));
            return true;
        } catch (UpdateFailure e) {
            logger.log(Level.ERROR, "The old set does not come back by itself, the framework is started anew: {0}",
                    e.getMessage());
            return false;
        }
    }

    void finish(BootRecord boot, Optional<Journal> journal) throws InterruptedException {
        if (journal.isPresent() && journal.get().snapshot() != null) {
            trial.restore(journal.get().snapshot());
        }
        points.at(Points.RESTORED);
        disk.boot(boot.confirmed());
        if (journal.isPresent()) {
            ending.end(journal.get(), DeploymentState.ROLLED_BACK, boot.reason());
        } else {
            logger.log(Level.INFO, "The previous set runs again: {0}", boot.reason());
        }
        disk.clean();
        points.at(Points.CLOSED);
    }

    /** Goes back on somebody's wish. What was learned since stays. */
    void onWish() throws InterruptedException {
        var boot = disk.boot();
        var from = inventory.contents(boot.active());
        var plan = Planner.plan(from, inventory.contents(boot.previous()), swap::dependents, Core.BUNDLES);
        var set = disk.set(boot.active()).orElseThrow();
        disk.change(known -> known.ended(new Memory.Outcome(set.release(), set.deployment(),
                DeploymentState.ROLLED_BACK.id(), WISH, progress.now(), Map.of())));
        disk.boot(boot.undone());
        revert(plan, null, WISH);
    }

    /** Asks for another start of the framework. */
    void restart() {
        try {
            trial.saveState();
            Files.writeString(disk.folder().restart(), "");
        } catch (IOException e) {
            throw new UpdateFailure("cannot ask for a restart: " + e.getMessage(), e);
        }
        device.stop();
    }
}
