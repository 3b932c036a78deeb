package org.tinysphere.drifthub.control;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.tinylcm.protocol.JsonLimits;
import org.tinysphere.core.control.WorkHandler;
import org.tinysphere.datahub.control.ReceivedPackage;

/** Members with one document a line. */
final class Lines {
    private static final int MOST = 50_000;
    private static final int LONGEST = JsonLimits.DOCUMENT.bytes();
    private static final long MOST_BYTES = 64 << 20;

    private Lines() {
    }

    /**
     * @param reader makes something of a line's bytes and its name for messages
     * @throws WorkHandler.GiveUp the member is not there, is too large, or a line is wrong; says which
     */
    static <T> List<T> read(ReceivedPackage received, String member, BiFunction<byte[], String, T> reader)
            throws IOException, WorkHandler.GiveUp {
        if (!received.has(member)) {
            throw new WorkHandler.GiveUp("there is no " + member);
        }
        var file = received.member(member);
        if (Files.size(file) > MOST_BYTES) {
            throw new WorkHandler.GiveUp(member + " has more than " + MOST_BYTES + " bytes");
        }
        var all = new ArrayList<T>();
        try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            var number = 0;
            for (var line = next(in, member); line != null; line = next(in, member)) {
                number++;
                if (line.length > 0) {
                    all.add(one(line, member + " line " + number, reader));
                }
                if (all.size() > MOST) {
                    throw new WorkHandler.GiveUp(member + " has more than " + MOST + " lines");
                }
            }
        }
        return all;
    }

    private static <T> T one(byte[] line, String origin, BiFunction<byte[], String, T> reader)
            throws WorkHandler.GiveUp {
        try {
            return reader.apply(line, origin);
        } catch (IllegalArgumentException e) {
            throw new WorkHandler.GiveUp(origin + ": " + e.getMessage(), e);
        }
    }

    /** @return null at the end */
    private static byte[] next(BufferedInputStream in, String member) throws IOException, WorkHandler.GiveUp {
        var line = new ByteArrayOutputStream();
        var b = in.read();
        if (b < 0) {
            return null;
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            if (line.size() == LONGEST) {
                throw new WorkHandler.GiveUp(member + " has a line of more than " + LONGEST + " bytes");
            }
            line.write(b);
        }
        return line.toByteArray();
    }
}
