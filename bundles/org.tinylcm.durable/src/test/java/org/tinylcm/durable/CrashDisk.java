package org.tinylcm.durable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What the disk may hold when the power goes after some steps. Content that was not synced is there as a whole, in
 * part, or not at all; names that were not synced are there up to any point (a journal keeps their order). A rename may
 * reach the disk long before the content of the file that it renames.
 */
public final class CrashDisk {

    private static final class Inode {
        byte[] synced = new byte[0];
        final List<RecordingDisk.Step> pending = new ArrayList<>();
    }

    private final Map<String, Inode> names = new HashMap<>();
    /** States of the folder since its last sync, oldest first; the last one is the present one. */
    private final List<Map<String, Inode>> history = new ArrayList<>(List.of(Map.of()));
    private long marked = Long.MIN_VALUE;

    public void apply(RecordingDisk.Step step) {
        if (step instanceof RecordingDisk.Step.Create create) {
            names.put(create.file(), new Inode());
            history.add(Map.copyOf(names));
        } else if (step instanceof RecordingDisk.Step.Write write) {
            names.get(write.file()).pending.add(write);
        } else if (step instanceof RecordingDisk.Step.Truncate truncate) {
            names.get(truncate.file()).pending.add(truncate);
        } else if (step instanceof RecordingDisk.Step.Sync sync) {
            var inode = names.get(sync.file());
            inode.synced = content(inode, inode.pending.size(), Integer.MAX_VALUE);
            inode.pending.clear();
        } else if (step instanceof RecordingDisk.Step.Move move) {
            names.put(move.to(), names.remove(move.from()));
            history.add(Map.copyOf(names));
        } else if (step instanceof RecordingDisk.Step.Delete delete) {
            if (names.remove(delete.file()) != null) {
                history.add(Map.copyOf(names));
            }
        } else if (step instanceof RecordingDisk.Step.SyncFolder) {
            history.clear();
            history.add(Map.copyOf(names));
        } else if (step instanceof RecordingDisk.Step.Mark mark) {
            marked = mark.value();
        }
    }

    /** The latest mark before the power went. */
    public long marked() {
        return marked;
    }

    /** Everything reached the disk; of the latest write only the first bytes (all if there are fewer). */
    public Map<String, byte[]> ordered(int bytesOfLastWrite) {
        var image = new HashMap<String, byte[]>();
        names.forEach((name, inode) -> image.put(name, content(inode, inode.pending.size(), bytesOfLastWrite)));
        return image;
    }

    /** One of the many possible images. */
    public Map<String, byte[]> random(SplittableRandom random) {
        var image = new HashMap<String, byte[]>();
        history.get(random.nextInt(history.size())).forEach((name, inode) -> image.put(name,
                content(inode, random.nextInt(inode.pending.size() + 1), random.nextInt(64))));
        return image;
    }

    /** Makes a folder look like an image. */
    public static void materialize(Map<String, byte[]> image, Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                if (!image.containsKey(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
        for (var content : image.entrySet()) {
            var file = folder.resolve(content.getKey());
            // Not written over: some file systems wait for the disk when a file is emptied and filled again.
            if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content.getValue())) {
                Files.deleteIfExists(file);
                Files.write(file, content.getValue());
            }
        }
    }

    private static byte[] content(Inode inode, int steps, int bytesOfLast) {
        var bytes = inode.synced;
        for (var i = 0; i < steps; i++) {
            var step = inode.pending.get(i);
            if (step instanceof RecordingDisk.Step.Truncate truncate) {
                bytes = Arrays.copyOf(bytes, (int) truncate.size());
            } else if (step instanceof RecordingDisk.Step.Write write) {
                var last = i == steps - 1;
                var length = last ? Math.min(bytesOfLast, write.bytes().length) : write.bytes().length;
                var needed = (int) write.position() + length;
                if (needed > bytes.length) {
                    bytes = Arrays.copyOf(bytes, needed);
                } else {
                    bytes = bytes.clone();
                }
                System.arraycopy(write.bytes(), 0, bytes, (int) write.position(), length);
            }
        }
        return bytes;
    }
}
