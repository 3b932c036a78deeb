package org.tinylcm.updater.internal;

import java.util.List;
import org.tinylcm.protocol.BadJsonException;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinylcm.protocol.update.DesiredStateDoc;
import org.tinylcm.protocol.update.SignedDoc;
import org.tinylcm.release.RefusedException;
import org.tinylcm.release.RefusedException.Reason;

/** Reads what a platform says. */
final class Wanted {
    private static final JsonLimits LIMITS = new JsonLimits(4 << 20, 32, 100_000);

    private Wanted() {
    }

    /** @throws RefusedException it is no such document */
    static DesiredStateDoc read(String json) {
        return read(json, DesiredStateDoc.class, "desired state");
    }

    /** @throws RefusedException it is no such document */
    static List<SignedDoc> rings(String json) {
        return List.of(read(json, SignedDoc[].class, "key rings"));
    }

    private static <T> T read(String json, Class<T> type, String origin) {
        try {
            return Json.read(json, type, origin, LIMITS);
        } catch (BadJsonException e) {
            throw new RefusedException(Reason.MALFORMED, e.getMessage(), e);
        }
    }
}
