package org.tinysphere.datahub.control;

import java.util.regex.Pattern;
import org.tinylcm.protocol.PackageType;
import org.tinysphere.core.control.Problem;

/**
 * What the headers of a part say.
 *
 * @param from first byte
 * @param bytes how many it is meant to have
 * @param total size of the package
 * @param sha256 digest of the package
 */
public record Part(long from, long bytes, long total, String sha256, PackageType type) {
    static final long MOST_BYTES = 64L << 20;
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,15})-(\\d{1,15})/(\\d{1,15})");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** @throws Problem a header is missing or wrong */
    public static Part of(String range, String length, String type, String sha256) {
        var matcher = RANGE.matcher(range == null ? "" : range);
        if (!matcher.matches()) {
            throw Problem.bad("'Content-Range' must be like 'bytes 0-99/100'");
        }
        var from = Long.parseLong(matcher.group(1));
        var last = Long.parseLong(matcher.group(2));
        var total = Long.parseLong(matcher.group(3));
        if (last < from || total <= last) {
            throw Problem.bad("'Content-Range' must be FROM-LAST/TOTAL with FROM <= LAST < TOTAL");
        }
        var bytes = last - from + 1;
        if (bytes > MOST_BYTES) {
            throw new Problem(413, "too-large", "a part must have at most " + MOST_BYTES + " bytes");
        }
        if (length != null && !length.equals(String.valueOf(bytes))) {
            throw Problem.bad("'Content-Length' must fit 'Content-Range'");
        }
        if (sha256 == null || !SHA256.matcher(sha256).matches()) {
            throw Problem.bad("'X-Package-SHA256' must be 64 hex digits in lower case");
        }
        return new Part(from, bytes, total, sha256, PackageType.of(type == null ? "" : type).orElseThrow(
                () -> new Problem(422, "unknown-type", "'X-Package-Type' must be a type of package")));
    }

    /** True if it is all of the package. */
    public boolean whole() {
        return from == 0 && bytes == total;
    }
}
