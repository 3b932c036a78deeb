package org.tinylcm.protocol;

import java.util.Arrays;
import java.util.Optional;

/** What a picture really is, by its first bytes: neither a name nor a device's word makes it one. */
public enum PictureType {
    JPEG("jpg", "image/jpeg", 0xff, 0xd8, 0xff),
    PNG("png", "image/png", 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'),
    GIF("gif", "image/gif", 'G', 'I', 'F', '8'),
    BMP("bmp", "image/bmp", 'B', 'M');

    /** So many first bytes are enough for {@link #of}. */
    public static final int HEAD = 8;

    private final String extension;
    private final String mediaType;
    private final int[] magic;

    PictureType(String extension, String mediaType, int... magic) {
        this.extension = extension;
        this.mediaType = mediaType;
        this.magic = magic;
    }

    /** Without the dot. */
    public String extension() {
        return extension;
    }

    public String mediaType() {
        return mediaType;
    }

    /**
     * @param first the picture's first {@link #HEAD} bytes or more; fewer if it has no more
     * @return empty if it is none of these; says nothing about the bytes that follow
     */
    public static Optional<PictureType> of(byte[] first) {
        return Arrays.stream(values()).filter(type -> type.begins(first)).findFirst();
    }

    private boolean begins(byte[] first) {
        if (first.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((first[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
