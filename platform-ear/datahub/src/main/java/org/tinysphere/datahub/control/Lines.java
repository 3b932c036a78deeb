package org.tinysphere.datahub.control;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.function.BiConsumer;
import org.tinylcm.protocol.JsonLimits;
import org.tinysphere.core.control.WorkHandler.GiveUp;

/** Members with one document a line. One line at a time is in memory; who keeps them keeps at most {@link #MOST}. */
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
     *         IllegalArgumentException of it means that the line is wrong
     * @throws GiveUp the member is not there or too large, or a line is wrong; says which
     */
    public static void read(ReceivedPackage received, String member, BiConsumer<byte[], String> each)
            throws IOException, GiveUp {
        if (!received.has(member)) {
            throw new GiveUp("there is no " + member);
        }
        var file = received.member(member);
        if (Files.size(file) > MOST_BYTES) {
            throw new GiveUp(member + " has more than " + MOST_BYTES + " bytes");
        }
        try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            var number = 0;
            for (var line = next(in, member); line != null; line = next(in, member)) {
                number++;
                if (number > MOST) {
                    throw new GiveUp(member + " has more than " + MOST + " lines");
                }
                if (line.length > 0) {
                    take(line, member + " line " + number, each);
                }
            }
        }
    }

    private static void take(byte[] line, String origin, BiConsumer<byte[], String> each) throws GiveUp {
        try {
            each.accept(line, origin);
        } catch (IllegalArgumentException e) {
            throw new GiveUp(origin + ": " + e.getMessage(), e);
        }
    }

    /** @return null at the end */
    private static byte[] next(InputStream in, String member) throws IOException, GiveUp {
        var line = new ByteArrayOutputStream();
        var b = in.read();
        if (b < 0) {
            return null;
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            if (line.size() == LONGEST) {
                throw new GiveUp(member + " has a line of more than " + LONGEST + " bytes");
            }
            line.write(b);
        }
        return line.toByteArray();
    }
}
