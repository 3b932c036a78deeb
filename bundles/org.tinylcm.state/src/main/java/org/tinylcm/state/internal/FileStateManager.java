package org.tinylcm.state.internal;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.tinylcm.durable.FileOps;
import org.tinylcm.input.BadInputException;
import org.tinylcm.ops.DataFolder;
import org.tinylcm.state.ComponentState;
import org.tinylcm.state.SnapshotInfo;
import org.tinylcm.state.StateManager;

/**
 * States as files. Both kinds of file share one counter, which is one more than the highest in the folder: ids sort by
 * age whatever the clock does. Of the latest states two generations are kept for each of the three packs that were
 * saved last, so that a device that goes back to its previous pack finds what it had learned with it.
 */
@Component(configurationPid = "org.tinylcm.state")
@Designate(ocd = FileStateManager.Config.class)
public final class FileStateManager implements StateManager {
    private static final System.Logger LOGGER = System.getLogger(FileStateManager.class.getName());
    private static final int GENERATIONS = 2;
    private static final int PACKS = 3;

    /** Configuration. */
    @ObjectClassDefinition(name = "Snapshots", description = "What a device has learned, on disk")
    @interface Config {
        @AttributeDefinition(min = "1", max = "100",
                description = "Number of snapshots to keep; beyond it the oldest goes")
        int keep() default 10;

        @AttributeDefinition(required = false, description = "Folder of the files; empty for state below the data folder")
        String dir() default "";
    }

    private final SnapshotFiles files;
    private final int keep;
    private final Clock clock;
    /** Pack of each latest file by its name; no pack where the file is damaged. */
    private final Map<String, String> packOf = new HashMap<>();
    private long counter;

    @Activate
    public FileStateManager(BundleContext context, Config config) {
        this(FileOps.disk(), config.dir().isBlank() ? DataFolder.of(context, "state") : Path.of(config.dir()),
                config.keep(), Clock.systemUTC(), List.of());
    }

    FileStateManager(FileOps ops, Path folder, int keep, Clock clock, List<Migration> migrations) {
        this.files = new SnapshotFiles(ops, folder, new SnapshotFormat(migrations));
        this.keep = keep;
        this.clock = clock;
        var entries = files.entries();
        counter = entries.isEmpty() ? 0 : entries.get(0).counter();
        // A crash may have come before these steps of the latest write.
        remove(tooMany());
    }

    @Override
    public synchronized Map<String, ComponentState> latest(String modelId) {
        var saved = newest(Snapshot.LATEST, modelId);
        if (saved.isEmpty() && anyDamagedLatest()) {
            // Every generation of this pack may be among the damaged: its newest snapshot is better than nothing.
            saved = newest(Snapshot.SNAPSHOT, modelId);
        }
        return saved.map(Snapshot::states).orElse(Map.of());
    }

    @Override
    public synchronized void save(String modelId, Map<String, ComponentState> states) {
        var written = write(Snapshot.LATEST, modelId, "latest", states);
        packOf.put(SnapshotFiles.name(written.kind(), written.id()), modelId);
        var seen = new HashMap<String, Integer>();
        var gone = new ArrayList<String>();
        for (var entry : files.entries()) {
            if (!entry.kind().equals(Snapshot.LATEST)) {
                continue;
            }
            var pack = packOf(entry.name());
            var generation = seen.merge(pack, 1, Integer::sum);
            if (pack.isEmpty() || generation > GENERATIONS || packs(seen) > PACKS) {
                gone.add(entry.name());
            }
        }
        remove(gone);
    }

    @Override
    public synchronized SnapshotInfo snapshot(String modelId, String reason, Map<String, ComponentState> states) {
        var written = write(Snapshot.SNAPSHOT, modelId, reason, states);
        remove(tooMany());
        return info(written);
    }

    @Override
    public synchronized List<SnapshotInfo> snapshots() {
        return files.entries().stream()
                .filter(entry -> entry.kind().equals(Snapshot.SNAPSHOT))
                .flatMap(entry -> sound(entry.name()).stream())
                .map(this::info)
                .toList();
    }

    @Override
    public synchronized Optional<Map<String, ComponentState>> read(String id) {
        if (!id.matches("\\d{8,15}")) {
            return Optional.empty();
        }
        var name = SnapshotFiles.name(Snapshot.SNAPSHOT, id);
        return files.exists(name) ? Optional.of(files.read(name).states()) : Optional.empty();
    }

    @Override
    public List<String> diff(String olderId, String newerId) {
        return SnapshotDiff.of(required(olderId), required(newerId));
    }

    private Optional<Snapshot> newest(String kind, String modelId) {
        return files.entries().stream()
                .filter(entry -> entry.kind().equals(kind))
                .flatMap(entry -> sound(entry.name()).stream())
                .filter(snapshot -> snapshot.modelId().equals(modelId))
                .findFirst();
    }

    private boolean anyDamagedLatest() {
        return files.entries().stream()
                .anyMatch(entry -> entry.kind().equals(Snapshot.LATEST) && packOf(entry.name()).isEmpty());
    }

    private Map<String, ComponentState> required(String id) {
        return read(id).orElseThrow(() -> new IllegalArgumentException("there is no snapshot " + id));
    }

    private Snapshot write(String kind, String modelId, String reason, Map<String, ComponentState> states) {
        var snapshot = new Snapshot(SnapshotFiles.id(counter + 1), kind, Instant.now(clock), reason, modelId,
                new TreeMap<>(states));
        files.write(snapshot);
        counter++;
        return snapshot;
    }

    private SnapshotInfo info(Snapshot snapshot) {
        return new SnapshotInfo(snapshot.id(), snapshot.at(), snapshot.reason(), snapshot.modelId(),
                List.copyOf(snapshot.states().keySet()),
                files.size(SnapshotFiles.name(snapshot.kind(), snapshot.id())));
    }

    private List<String> tooMany() {
        return files.entries().stream()
                .filter(entry -> entry.kind().equals(Snapshot.SNAPSHOT))
                .map(SnapshotFiles.Entry::name)
                .skip(keep)
                .toList();
    }

    /** What was to be saved is saved by now, so that trouble with what is too old is no reason to fail. */
    private void remove(List<String> names) {
        try {
            names.forEach(name -> {
                files.delete(name);
                packOf.remove(name);
            });
            files.collect();
        } catch (UncheckedIOException | BadInputException e) {
            LOGGER.log(System.Logger.Level.WARNING, "old states stay for now: {0}", e.getMessage());
        }
    }

    private String packOf(String name) {
        var pack = packOf.get(name);
        return pack != null ? pack : sound(name).map(Snapshot::modelId).orElse("");
    }

    private static long packs(Map<String, Integer> seen) {
        return seen.keySet().stream().filter(pack -> !pack.isEmpty()).count();
    }

    private Optional<Snapshot> sound(String name) {
        try {
            var snapshot = files.read(name);
            packOf.put(name, snapshot.modelId());
            return Optional.of(snapshot);
        } catch (BadInputException e) {
            if (!"".equals(packOf.put(name, ""))) {
                LOGGER.log(System.Logger.Level.WARNING, "passing over a damaged state: {0}", e.getMessage());
            }
            return Optional.empty();
        }
    }
}
