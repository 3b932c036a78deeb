package org.tinylcm.ops.internal;

import org.tinylcm.protocol.PictureType;

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
        return PictureType.of(bytes).map(type -> "." + type.extension()).orElse(".bin");
    }
}
