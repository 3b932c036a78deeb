package org.tinysphere.rollouts.boundary;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;

/** Answers with a part of something, as RFC 9110 section 14 says; of several parts asked for only one can be had. */
final class Ranges {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,15})-(\\d{0,15})");
    private static final int BLOCK = 1 << 16;

    private Ranges() {
    }

    /** Gives the bytes from one on. */
    @FunctionalInterface
    interface Source {
        InputStream open(long from) throws IOException;
    }

    /** @param range the header; null, or of another shape: everything */
    static Response.ResponseBuilder answer(String range, long total, Source source) throws IOException {
        var matcher = RANGE.matcher(range == null ? "" : range.strip());
        if (!matcher.matches() || matcher.group(1).isEmpty() && matcher.group(2).isEmpty()) {
            return whole(Response.ok(), source, 0, total);
        }
        var suffix = matcher.group(1).isEmpty();
        var last = suffix || matcher.group(2).isEmpty() ? total - 1
                : Math.min(total - 1, Long.parseLong(matcher.group(2)));
        var first = suffix ? Math.max(0, total - Long.parseLong(matcher.group(2))) : Long.parseLong(matcher.group(1));
        if (first > last) {
            return Response.status(416).header("Content-Range", "bytes */" + total);
        }
        return whole(Response.status(206).header("Content-Range", "bytes " + first + '-' + last + '/' + total), source,
                first, last - first + 1);
    }

    /** Opened before the answer begins: what is not there is a problem document and no broken answer. */
    private static Response.ResponseBuilder whole(Response.ResponseBuilder answer, Source source, long from,
            long bytes) throws IOException {
        var in = source.open(from);
        StreamingOutput content = out -> {
            try (in) {
                var block = new byte[BLOCK];
                for (var left = bytes; left > 0;) {
                    var n = in.read(block, 0, (int) Math.min(block.length, left));
                    if (n < 0) {
                        throw new IOException("the object is shorter than its row says");
                    }
                    out.write(block, 0, n);
                    left -= n;
                }
            }
        };
        return answer.entity(content).type(MediaType.APPLICATION_OCTET_STREAM).header("Accept-Ranges", "bytes")
                .header("Content-Length", bytes);
    }
}
