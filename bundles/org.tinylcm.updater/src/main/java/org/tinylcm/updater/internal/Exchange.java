package org.tinylcm.updater.internal;

import java.nio.file.Path;
import java.util.TreeMap;
import org.tinylcm.ops.ConfigStore;
import org.tinylcm.release.set.SetFile;

/** One set in the place of another, forward or back. Frames wait meanwhile, so that none is seen by a mixture. */
final class Exchange {
    private final Device device;
    private final UpdateDisk disk;
    private final Inventory inventory;
    private final Swap swap;
    private final Trial trial;

    Exchange(Device device, UpdateDisk disk, Inventory inventory, Swap swap, Trial trial) {
        this.device = device;
        this.disk = disk;
        this.inventory = inventory;
        this.swap = swap;
        this.trial = trial;
    }

    /**
     * @param set whose configuration shall hold, null for the distribution's
     * @return for how long frames waited
     * @throws UpdateFailure a step failed, or the new set does not work; what was changed stays changed
     */
    Trial.Pause run(Contents from, Contents to, SetFile set, Trial.Expectation expected) throws InterruptedException {
        var files = new TreeMap<String, Path>();
        to.bundles().forEach((name, item) -> {
            if (!item.equals(from.bundles().get(name))) {
                files.put(name, inventory.required(item.sha256()));
            }
        });
        var pause = trial.hold();
        try {
            swap.run(from, to, files, () -> configure(set));
            trial.awaitWorking(expected);
        } finally {
            pause.end();
        }
        return pause;
    }

    private void configure(SetFile set) {
        disk.folder().configure(set);
        device.find(ConfigStore.class).ifPresent(store -> {
            store.refresh();
            if (set != null) {
                store.components().stream().filter(component -> set.configuration().containsKey(component.pid())
                        && !component.problem().isEmpty()).findFirst().ifPresent(component -> {
                            throw new UpdateFailure(component.problem());
                        });
            }
        });
    }
}
