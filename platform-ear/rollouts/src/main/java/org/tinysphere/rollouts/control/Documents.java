package org.tinysphere.rollouts.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinysphere.core.control.Problem;

/** JSON bodies that are larger than others, or arrays. */
public final class Documents {
    /** A release of 500 files has about 150 KB, and Base64 makes a third more of it. */
    static final JsonLimits LIMITS = new JsonLimits(2 << 20, 32, 100_000);

    private Documents() {
    }

    /** @throws Problem 400 an entry is null; 413 it has more than 2 MiB */
    public static <T> List<T> list(InputStream body, Class<T[]> type) {
        var all = Arrays.asList(read(body, type));
        if (all.contains(null)) {
            throw Problem.bad("the body must not have null entries");
        }
        return all;
    }

    /** @throws Problem 413 it has more than 2 MiB */
    public static <T> T read(InputStream body, Class<T> type) {
        try {
            var bytes = body.readNBytes(LIMITS.bytes() + 1);
            if (bytes.length > LIMITS.bytes()) {
                throw new Problem(413, "too-large", "the body must have at most " + LIMITS.bytes() + " bytes");
            }
            return Json.read(bytes, type, "body", LIMITS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
