package org.tinylcm.ops.internal;

/** Names of pictures' files. */
final class ImageNames {
    private static final int LONGEST = 100;

    private ImageNames() {
    }

    /** Only letters, digits, dot, hyphen and underscore, not a dot first: no path, no hidden file, no surprise. */
    static String safe(String name) {
        var safe = name.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^\\.", "_");
        if (safe.isEmpty()) {
            return "_";
        }
        return safe.length() > LONGEST ? safe.substring(0, LONGEST) : safe;
    }

    /** By the first bytes, not by the name that it came with. */
    static String extension(byte[] bytes) {
        if (starts(bytes, 0xff, 0xd8, 0xff)) {
            return ".jpg";
        }
        if (starts(bytes, 0x89, 'P', 'N', 'G')) {
            return ".png";
        }
        if (starts(bytes, 'G', 'I', 'F', '8')) {
            return ".gif";
        }
        return starts(bytes, 'B', 'M') ? ".bmp" : ".bin";
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
