package org.tinysphere.datahub.control;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BiConsumer;
import org.tinylcm.protocol.JsonLimits;
import org.tinysphere.core.control.WorkHandler.GiveUp;

/**
 * Members with one document a line. A wrong line is counted in the package's report and left out: the others are worth no
 * less. One line at a time is in memory; who keeps them keeps at most {@link #MOST}.
 */
public final class Lines {
    private static final int MOST = 50_000;
    private static final int LONGEST = JsonLimits.DOCUMENT.bytes();
    private static final long MOST_BYTES = 64 << 20;

    private Lines() {
    }

    /**
     * Reads a member line by line; empty lines are passed over.
     *
     * @param each gets the bytes of a line and its name for messages, e.g. {@code samples.jsonl line 7}; an
     *         IllegalArgumentException of it means that the line is wrong, and nothing of it was taken
     * @throws GiveUp the member is not there, or larger than anything that a device makes
     */
    public static void read(ReceivedPackage received, String member, BiConsumer<byte[], String> each)
            throws IOException, GiveUp {
        if (!received.has(member)) {
            throw new GiveUp("there is no " + member);
        }
        var file = received.member(member);
        if (file.bytes() > MOST_BYTES) {
            throw new GiveUp(member + " has more than " + MOST_BYTES + " bytes");
        }
        try (var in = new BufferedInputStream(file.open(), 1 << 16)) {
            var number = 0;
            for (var line = next(in); line != null; line = next(in)) {
                number++;
                if (number > MOST) {
                    throw new GiveUp(member + " has more than " + MOST + " lines");
                }
                if (line.length > 0) {
                    take(received.report(), line, member + " line " + number, each);
                }
            }
        }
    }

    private static void take(LineReport report, byte[] line, String origin, BiConsumer<byte[], String> each) {
        try {
            if (line.length > LONGEST) {
                throw new IllegalArgumentException("must have at most " + LONGEST + " bytes");
            }
            if (hasNul(line)) {
                throw new IllegalArgumentException("must not have the character U+0000");
            }
            each.accept(line, origin);
            report.good();
        } catch (IllegalArgumentException e) {
            var message = String.valueOf(e.getMessage());
            report.bad(message.startsWith(origin) ? message : origin + ": " + message);
        }
    }

    /** JSON can say it, and no text of the database can have it. */
    private static boolean hasNul(byte[] line) {
        for (var i = 0; i + 5 < line.length; i++) {
            if (line[i] == '\\') {
                if (line[i + 1] == 'u' && line[i + 2] == '0' && line[i + 3] == '0' && line[i + 4] == '0'
                        && line[i + 5] == '0') {
                    return true;
                }
                // What is escaped is no beginning of another one.
                i++;
            }
        }
        return false;
    }

    /** @return null at the end; of a line that is too long only so much that this shows */
    private static byte[] next(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        var b = in.read();
        if (b < 0) {
            return null;
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            if (line.size() <= LONGEST) {
                line.write(b);
            }
        }
        return line.toByteArray();
    }
}
