package org.tinylcm.updater.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tinylcm.protocol.update.DeploymentState;
import org.tinylcm.protocol.update.ReleaseDoc;
import org.tinylcm.update.UpdateTransport;

/** The files of a release: fetched, and looked at before anything is changed. */
final class Downloads {
    /** Room that must be left on the disk. */
    private static final long ROOM = 16L << 20;

    private final Device device;
    private final UpdateDisk disk;
    private final Inventory inventory;
    private final Ending ending;
    private final Points points;
    private final Progress progress;
    private final int block;

    /** @param block bytes of a call to the platform */
    Downloads(Device device, UpdateDisk disk, Inventory inventory, Ending ending, Points points, Progress progress,
            int block) {
        this.device = device;
        this.disk = disk;
        this.inventory = inventory;
        this.ending = ending;
        this.points = points;
        this.progress = progress;
        this.block = block;
    }

    /** Bytes of a release that are not on the device. */
    long missing(ReleaseDoc release) {
        return release.artifacts().stream().filter(artifact -> inventory.file(artifact.sha256()).isEmpty())
                .mapToLong(artifact -> artifact.bytes()).sum();
    }

    void fetch(Journal journal, ReleaseDoc release, UpdateTransport transport)
            throws IOException, InterruptedException {
        var missing = missing(release);
        progress.fetching(missing);
        ending.tell(journal, DeploymentState.DOWNLOADING, null, Map.of("bytes", (double) missing));
        var room = Files.getFileStore(disk.folder().root()).getUsableSpace();
        if (missing + ROOM > room) {
            throw new UpdateFailure("the disk has room for " + room + " bytes, the update needs " + (missing + ROOM));
        }
        ArtifactSource source = journal.file() != null ? new FileSource(Path.of(journal.file()))
                : new PlatformSource(platform(transport), block, journal.force(), progress::arrived);
        var from = inventory.contents(disk.boot().active());
        for (var artifact : release.artifacts()) {
            if (inventory.file(artifact.sha256()).isEmpty()) {
                var older = Optional.ofNullable(from.bundles().get(artifact.name()))
                        .flatMap(item -> inventory.file(item.sha256())).orElse(null);
                source.fetch(artifact, older, disk.folder().artifact(artifact.sha256()));
                points.at(Points.FETCHED_FIRST);
            }
        }
    }

    void inspect(ReleaseDoc release, Contents to) throws IOException {
        for (var artifact : release.artifacts()) {
            Inspector.check(artifact, inventory.required(artifact.sha256()));
        }
        var files = new TreeMap<String, Path>();
        to.bundles().forEach((name, item) -> files.put(name, inventory.required(item.sha256())));
        Inspector.resolve(files, device.packages());
    }

    private static UpdateTransport platform(UpdateTransport transport) throws IOException {
        if (transport == null) {
            throw new IOException("there is no connection to a platform");
        }
        return transport;
    }
}
