package org.tinylcm.updater.internal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tinylcm.protocol.update.DeploymentState;
import org.tinylcm.protocol.update.ReleaseDoc;
import org.tinylcm.release.RefusedException;
import org.tinylcm.release.set.BootRecord;
import org.tinylcm.update.UpdateTransport;

/**
 * One update from its release to its end. Each step leaves the disk so that the next start goes on from there:
 * {@code journal.json} says what is wanted, and the boot record says which set is started; its replacement is the moment
 * at which old becomes new, or new becomes old again. Runs on one thread.
 */
final class Updater {
    private static final System.Logger logger = System.getLogger(Updater.class.getName());
    private static final String SELF = "org.tinylcm.updater";

    private final Device device;
    private final UpdateDisk disk;
    private final Inventory inventory;
    private final Intake intake;
    private final Swap swap;
    private final Exchange exchange;
    private final Downloads downloads;
    private final Trial trial;
    private final Undo undo;
    private final Ending ending;
    private final Points points;
    private final Progress progress;

    /** @param block bytes of a call to the platform */
    Updater(Device device, UpdateDisk disk, Inventory inventory, Intake intake, Swap swap, Trial trial,
            Reporter reporter, Points points, Progress progress, int block) {
        this.device = device;
        this.disk = disk;
        this.inventory = inventory;
        this.intake = intake;
        this.swap = swap;
        this.trial = trial;
        this.points = points;
        this.progress = progress;
        exchange = new Exchange(device, disk, inventory, swap, trial);
        ending = new Ending(disk, reporter, progress);
        downloads = new Downloads(device, disk, inventory, ending, points, progress, block);
        undo = new Undo(device, disk, inventory, swap, exchange, trial, ending, points, progress);
    }

    /** Bytes of a release that are not on the device. */
    long missing(ReleaseDoc release) {
        return downloads.missing(release);
    }

    /** Goes back on somebody's wish. What was learned since stays. */
    void rollback() throws InterruptedException {
        undo.onWish();
    }

    /** What a release would change. */
    Planner.Plan plan(ReleaseDoc release) {
        var from = inventory.contents(disk.boot().active());
        return plan(from, from.with(release));
    }

    private Planner.Plan plan(Contents from, Contents to) {
        return Planner.plan(from, to, swap::dependents, Core.BUNDLES);
    }

    /**
     * Does what the journal says, from wherever it was left.
     *
     * @param transport null without a platform
     * @throws IOException the platform cannot be reached; to be called again later
     */
    void run(UpdateTransport transport) throws IOException, InterruptedException {
        var boot = disk.boot();
        var journal = disk.journal();
        if (boot.state() == BootRecord.State.REVERTED) {
            undo.finish(boot, journal);
        } else if (boot.state() == BootRecord.State.TRIAL) {
            var plan = plan(inventory.contents(boot.previous()), inventory.contents(boot.active()));
            if (journal.isEmpty()) {
                undo.revert(plan, null, "nothing is known of how the new set came");
            } else {
                guarded(journal.get(), plan, () -> test(journal.get(), plan, new LinkedHashMap<>()));
            }
        } else if (journal.isPresent() && journal.get().set() != 0 && journal.get().set() == boot.active()) {
            close(journal.get(), Map.of());
        } else if (journal.isPresent()) {
            begin(journal.get(), transport);
        }
    }

    private void begin(Journal journal, UpdateTransport transport) throws IOException, InterruptedException {
        progress.phase(DeploymentState.ACCEPTED, journal.name());
        try {
            var accepted = intake.check(journal.release(), transport == null ? "" : transport.deviceId());
            var release = accepted.release();
            if (release.artifacts().stream().noneMatch(artifact -> artifact.name().equals(SELF))) {
                throw new RefusedException(RefusedException.Reason.MISSING, "release " + release.name()
                        + " has no " + SELF + ": the device could not be updated any more");
            }
            ending.tell(journal, DeploymentState.ACCEPTED, null, Map.of());
            points.at(Points.ACCEPTED);
            if (takenBack(journal, transport)) {
                ending.end(journal, DeploymentState.CANCELED, "the platform took it back");
                return;
            }
            downloads.fetch(journal, release, transport);
            points.at(Points.FETCHED);
            var from = inventory.contents(disk.boot().active());
            var to = from.with(release);
            downloads.inspect(release, to);
            ending.tell(journal, DeploymentState.VERIFIED, null, Map.of());
            points.at(Points.VERIFIED);
            if (takenBack(journal, transport)) {
                ending.end(journal, DeploymentState.CANCELED, "the platform took it back");
                return;
            }
            replace(journal, accepted, from, to);
        } catch (RefusedException e) {
            ending.end(journal, DeploymentState.REFUSED, e.getMessage());
        } catch (UpdateFailure e) {
            ending.end(journal, DeploymentState.FAILED, e.getMessage());
        } catch (RuntimeException e) {
            logger.log(Level.ERROR, "The update has a fault", e);
            ending.end(journal, DeploymentState.FAILED, e.toString());
        } catch (IOException e) {
            if (journal.file() == null) {
                throw e;
            }
            ending.end(journal, DeploymentState.FAILED, e.toString());
        }
    }

    /** If the platform cannot be asked, its last word counts. */
    private static boolean takenBack(Journal journal, UpdateTransport transport) throws InterruptedException {
        if (transport == null || journal.file() != null) {
            return false;
        }
        try {
            var wanted = transport.desiredState();
            return wanted.isEmpty() || Wanted.read(wanted.get()).deployment() != journal.deployment();
        } catch (IOException | RefusedException e) {
            logger.log(Level.DEBUG, "The platform cannot be asked again: {0}", e.getMessage());
            return false;
        }
    }

    private void replace(Journal wanted, Intake.Accepted accepted, Contents from, Contents to)
            throws InterruptedException {
        var plan = plan(from, to);
        var before = trial.before();
        var snapshot = plan.changes().isEmpty() ? null : trial.snapshot("before update " + wanted.name());
        points.at(Points.SNAPSHOT);
        var id = disk.change(Memory::nextSet).lastSet();
        to.file(id, accepted.release(), wanted.deployment(), accepted.digest(), inventory.base())
                .write(disk.folder().set(id));
        var journal = wanted.withSet(id, snapshot, before);
        disk.journal(journal);
        points.at(Points.SET_WRITTEN);
        if (plan.changes().isEmpty()) {
            // The same set under another release: what can be gone back to stays.
            disk.boot(BootRecord.confirmed(id, disk.boot().previous()));
            close(journal, Map.of());
            return;
        }
        ending.tell(journal, DeploymentState.SWAPPING, null, Map.of());
        progress.phase(DeploymentState.SWAPPING, plan.changes().size() + " changes");
        disk.markUnclean();
        if (plan.restart()) {
            disk.boot(disk.boot().trial(id));
            points.at(Points.TRIAL);
            undo.restart();
            return;
        }
        guarded(journal, plan, () -> {
            var figures = exchange(from, to, journal);
            points.at(Points.STARTED);
            test(journal, plan, figures);
        });
    }

    private Map<String, Double> exchange(Contents from, Contents to, Journal journal) throws InterruptedException {
        disk.boot(disk.boot().trial(journal.set()));
        points.at(Points.TRIAL);
        var pause = exchange.run(from, to, disk.set(journal.set()).orElse(null), expectation(journal, Set.of()));
        var figures = new LinkedHashMap<String, Double>();
        figures.put("pauseMillis", pause.millis());
        figures.put("refreshed", (double) swap.refreshed());
        return figures;
    }

    /** A pack that changes must really come into use: one that is refused would leave the old one there. */
    private Trial.Expectation expectation(Journal journal, Set<String> changed) {
        var to = inventory.contents(journal.set()).pack();
        var from = inventory.contents(disk.boot().previous()).pack();
        var other = to != null && !to.equals(from);
        return new Trial.Expectation(journal.before(), changed, other ? to.name() + " " + to.version() : null, null,
                other ? Trial.id(journal.before()) : null);
    }

    private void test(Journal journal, Planner.Plan plan, Map<String, Double> figures) throws InterruptedException {
        ending.tell(journal, DeploymentState.TESTING, null, figures);
        progress.phase(DeploymentState.TESTING, "the new set is observed");
        points.at(Points.TESTING);
        figures.putAll(trial.run(expectation(journal, plan.bundles()), progress));
        points.at(Points.OBSERVED);
        disk.boot(disk.boot().confirmed());
        points.at(Points.CONFIRMED);
        close(journal, figures);
    }

    /** What a confirmed update leaves to be done; may be done twice. */
    private void close(Journal journal, Map<String, Double> figures) {
        var set = disk.set(journal.set()).orElseThrow();
        var memory = disk.memory();
        if (memory.highest() != set.number() || !memory.digest().equals(set.digest())) {
            var since = new TreeMap<>(memory.since());
            var old = inventory.contents(disk.boot().previous()).bundles();
            set.bundles().values().forEach(item -> {
                if (!item.equals(old.get(item.name()))) {
                    since.put(item.name(), progress.now());
                }
            });
            disk.change(known -> known.confirmed(set.number(), set.digest(), since));
        }
        ending.end(journal, DeploymentState.CONFIRMED, null, figures);
        disk.clean();
        points.at(Points.CLOSED);
    }

    /** Runs what may fail after old has become new. */
    private void guarded(Journal journal, Planner.Plan plan, Steps.Step step) throws InterruptedException {
        try {
            step.run();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            if (device.stops()) {
                // What is missing is missing because the device is being stopped; the next start goes on.
                throw new InterruptedException("the device stops");
            }
            if (!(e instanceof UpdateFailure)) {
                logger.log(Level.ERROR, "The update has a fault", e);
            }
            var reason = e instanceof UpdateFailure ? e.getMessage() : e.toString();
            undo.revert(plan, journal, plan.bundles().stream().anyMatch(reason::contains) || plan.bundles().isEmpty()
                    ? reason : reason + "; replaced were: " + String.join(", ", plan.bundles()));
        }
    }
}
