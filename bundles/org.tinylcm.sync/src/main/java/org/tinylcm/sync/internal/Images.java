package org.tinylcm.sync.internal;

import org.tinylcm.frame.Frame;
import org.tinylcm.frame.Payload;
import org.tinylcm.sync.client.Member;

/** Pictures as members of a package. */
final class Images {
    private Images() {
    }

    /** The frame's picture, or null if it has none. */
    static Member of(Frame frame, String stem) {
        if (!(frame.payload() instanceof Payload.EncodedImage image)) {
            return null;
        }
        var kind = kind(image.bytes());
        return Member.of(stem + "." + kind, mediaType(kind), image.bytes());
    }

    static String mediaType(String extension) {
        return switch (extension) {
            case "jpg" -> "image/jpeg";
            case "png" -> "image/png";
            case "gif" -> "image/gif";
            case "bmp" -> "image/bmp";
            default -> "application/octet-stream";
        };
    }

    /** By the first bytes, not by the name that it came with. */
    private static String kind(byte[] bytes) {
        if (starts(bytes, 0xff, 0xd8, 0xff)) {
            return "jpg";
        }
        if (starts(bytes, 0x89, 'P', 'N', 'G')) {
            return "png";
        }
        if (starts(bytes, 'G', 'I', 'F', '8')) {
            return "gif";
        }
        return starts(bytes, 'B', 'M') ? "bmp" : "bin";
    }

    private static boolean starts(byte[] bytes, int... head) {
        if (bytes.length < head.length) {
            return false;
        }
        for (int i = 0; i < head.length; i++) {
            if ((bytes[i] & 0xff) != head[i]) {
                return false;
            }
        }
        return true;
    }
}
