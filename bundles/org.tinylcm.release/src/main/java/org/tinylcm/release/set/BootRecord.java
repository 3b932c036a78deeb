package org.tinylcm.release.set;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.tinylcm.durable.AtomicFile;

/**
 * Which set the next start takes: the one file whose replacement decides between old and new.
 *
 * @param active set that is started, 0 for the distribution
 * @param previous set to go back to, 0 for the distribution
 * @param older what can be gone back to from the previous one; needed while the active one is on trial, so that a failed
 *         trial takes nothing away
 * @param state what is known of the active one
 * @param starts begun while it was on trial
 * @param reason why the active one was gone back to, empty if it was not
 */
public record BootRecord(long active, long previous, long older, State state, int starts, String reason) {
    /** Starts of a set on trial; with the next one the previous set comes back. */
    public static final int MOST_STARTS = 3;

    /** What is known of a set. */
    public enum State {
        /** It has shown that it works. */
        CONFIRMED,
        /** It has not yet; if it does not, the previous one comes back. */
        TRIAL,
        /** It was gone back to; what comes with that (state, report) is not finished. */
        REVERTED
    }

    /** Nothing was ever updated. */
    public static final BootRecord DISTRIBUTION = confirmed(0, 0);

    public static BootRecord confirmed(long active, long previous) {
        return new BootRecord(active, previous, previous, State.CONFIRMED, 0, "");
    }

    /** Back to the distribution as it is on the disk, with nothing behind it. */
    public static BootRecord distribution(String why) {
        return new BootRecord(0, 0, 0, State.REVERTED, 0, why);
    }

    /** @throws UncheckedIOException it cannot be written; the old one holds */
    public void write(Path file) {
        var properties = new Properties();
        properties.setProperty("active", String.valueOf(active));
        properties.setProperty("previous", String.valueOf(previous));
        properties.setProperty("older", String.valueOf(older));
        properties.setProperty("state", state.name());
        properties.setProperty("starts", String.valueOf(starts));
        properties.setProperty("reason", reason);
        AtomicFile.write(file, SetFile.bytes(properties));
    }

    /** @throws UncheckedIOException it is there and cannot be read */
    public static BootRecord read(Path file) {
        if (!Files.exists(file)) {
            return DISTRIBUTION;
        }
        try {
            var properties = SetFile.load(file);
            var previous = SetFile.number(properties, "previous");
            // Files of versions that forgot it have none.
            return new BootRecord(SetFile.number(properties, "active"), previous,
                    properties.containsKey("older") ? SetFile.number(properties, "older") : previous,
                    State.valueOf(properties.getProperty("state")), (int) SetFile.number(properties, "starts"),
                    properties.getProperty("reason", ""));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** @param set that is to be tried */
    public BootRecord trial(long set) {
        return new BootRecord(set, active, previous, State.TRIAL, 0, "");
    }

    public BootRecord confirmed() {
        return confirmed(active, previous);
    }

    /** On somebody's wish: from there nobody goes back further. */
    public BootRecord undone() {
        return new BootRecord(active, previous, previous, State.TRIAL, 0, "");
    }

    /** Back to the previous set, and to what could be gone back to from there. */
    public BootRecord reverted(String why) {
        return new BootRecord(previous, older, older, State.REVERTED, 0, why);
    }

    public BootRecord started() {
        return new BootRecord(active, previous, older, state, starts + 1, reason);
    }
}
