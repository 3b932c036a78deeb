package org.tinylcm.durable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The real file system with a memory: notes every step below one folder, so that {@link CrashDisk} can say what a power
 * cut would have left, and fails at a step on request.
 */
public final class RecordingDisk implements FileOps {

    /** One step. File names are relative to the folder. */
    public sealed interface Step {
        record Create(String file) implements Step { }

        record Write(String file, long position, byte[] bytes) implements Step { }

        record Truncate(String file, long size) implements Step { }

        record Sync(String file) implements Step { }

        record Move(String from, String to) implements Step { }

        record Delete(String file) implements Step { }

        record SyncFolder() implements Step { }

        /** Something was acknowledged to the caller by now. */
        record Mark(long value) implements Step { }
    }

    private final Path folder;
    private final List<Step> steps = new ArrayList<>();
    private volatile int failAt = Integer.MAX_VALUE;
    private volatile String message = "";
    private int count;

    public RecordingDisk(Path folder) {
        this.folder = folder;
    }

    /** From the given step on (counted from now, 0 = the next one) every step fails; half of a write is done. */
    public synchronized void failFrom(int step, String with) {
        count = 0;
        message = with;
        failAt = step;
    }

    public void heal() {
        failAt = Integer.MAX_VALUE;
    }

    public synchronized void mark(long value) {
        steps.add(new Step.Mark(value));
    }

    public synchronized List<Step> steps() {
        return List.copyOf(steps);
    }

    @Override
    public Output open(Path file) throws IOException {
        check();
        var created = !java.nio.file.Files.exists(file);
        var real = FileOps.disk().open(file);
        if (created) {
            note(new Step.Create(name(file)));
        }
        return new Recorded(name(file), real);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        check();
        FileOps.disk().move(from, to);
        note(new Step.Move(name(from), name(to)));
    }

    @Override
    public void deleteIfExists(Path file) throws IOException {
        check();
        FileOps.disk().deleteIfExists(file);
        note(new Step.Delete(name(file)));
    }

    @Override
    public void syncFolder(Path path) throws IOException {
        check();
        FileOps.disk().syncFolder(path);
        note(new Step.SyncFolder());
    }

    private synchronized void note(Step step) {
        steps.add(step);
    }

    private synchronized void check() throws IOException {
        if (count++ >= failAt) {
            throw new IOException(message);
        }
    }

    private String name(Path file) {
        return folder.relativize(file).toString();
    }

    private final class Recorded implements Output {
        private final String name;
        private final Output real;

        Recorded(String name, Output real) {
            this.name = name;
            this.real = real;
        }

        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            try {
                check();
            } catch (IOException e) {
                bytes.limit(bytes.position() + bytes.remaining() / 2);
                real.write(bytes, position);
                throw e;
            }
            var copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            real.write(bytes, position);
            note(new Step.Write(name, position, copy));
        }

        @Override
        public void truncate(long size) throws IOException {
            check();
            real.truncate(size);
            note(new Step.Truncate(name, size));
        }

        @Override
        public void sync() throws IOException {
            check();
            real.sync();
            note(new Step.Sync(name));
        }

        @Override
        public void close() throws IOException {
            real.close();
        }
    }
}
