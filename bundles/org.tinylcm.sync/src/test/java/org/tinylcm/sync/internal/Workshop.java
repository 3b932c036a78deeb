package org.tinylcm.sync.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tinylcm.durable.UnsyncedDisk;
import org.tinylcm.sync.client.Archive;
import org.tinylcm.sync.client.Counters;
import org.tinylcm.sync.client.Outbox;
import org.tinylcm.sync.client.PackageWriter;
import org.tinylcm.sync.client.Spool;

/** A device made of what a test puts in, with a spool on disk. */
final class Workshop implements Device {
    final Path folder;
    final Map<Class<?>, Object> services = new LinkedHashMap<>();
    final Spool spool;
    final Outbox outbox;

    Workshop(Path folder) {
        this.folder = folder;
        spool = new Spool(UnsyncedDisk.INSTANCE, folder.resolve("spool"),
                new Spool.Limits(100_000_000, 3600, 50_000_000), System::nanoTime, new Counters());
        outbox = new Outbox(spool, new PackageWriter("0.1"), () -> "device-1", this::modelId, () -> { });
    }

    /** Members of all packages that were made, in their order. */
    List<Map<String, byte[]>> take() throws IOException {
        var all = new ArrayList<Map<String, byte[]>>();
        try (var files = Files.list(folder.resolve("spool"))) {
            for (var file : files.sorted().toList()) {
                all.add(Archive.read(Files.readAllBytes(file)));
            }
        }
        return all;
    }

    @Override
    public <T> Optional<T> find(Class<T> type) {
        return Optional.ofNullable(type.cast(services.get(type)));
    }

    @Override
    public Map<String, String> bundles() {
        return Map.of("org.tinylcm.sync", "0.1");
    }

    @Override
    public Path data(String purpose) {
        return folder.resolve(purpose);
    }
}
