package org.tinysphere.core.boundary;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Names the current request, so that an answer, the log and the caller's own log can be brought together. */
public final class Trace {
    /** W3C Trace Context: version, trace id, parent id, flags. */
    private static final Pattern PARENT = Pattern.compile("00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    private Trace() {
    }

    static String begin(String traceparent) {
        var matcher = traceparent == null ? null : PARENT.matcher(traceparent);
        var random = ThreadLocalRandom.current();
        var id = matcher != null && matcher.matches() ? matcher.group(1)
                : HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
        CURRENT.set(id);
        return id;
    }

    static void end() {
        CURRENT.remove();
    }

    /** 32 hex digits, empty outside a request. */
    public static String current() {
        var id = CURRENT.get();
        return id == null ? "" : id;
    }
}
