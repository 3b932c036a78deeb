package org.tinysphere.drifthub.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a picture really is, by its first bytes: neither a name nor a device's word makes it one. */
public enum Picture {
    JPEG("jpg", "image/jpeg", 0xFF, 0xD8, 0xFF),
    PNG("png", "image/png", 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n');

    private static final long LARGEST = 16 << 20;
    private final String extension;
    private final String mediaType;
    private final int[] magic;

    Picture(String extension, String mediaType, int... magic) {
        this.extension = extension;
        this.mediaType = mediaType;
        this.magic = magic;
    }

    public String extension() {
        return extension;
    }

    public String mediaType() {
        return mediaType;
    }

    /** @return empty if it is neither, or larger than 16 MiB */
    static Optional<Picture> of(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            return Optional.empty();
        }
        try (var in = Files.newInputStream(file)) {
            return of(in.readNBytes(8));
        }
    }

    static Optional<Picture> of(byte[] begin) {
        for (var picture : values()) {
            if (picture.fits(begin)) {
                return Optional.of(picture);
            }
        }
        return Optional.empty();
    }

    /** By the name that we gave its object. */
    public static Picture ofObject(String key) {
        return key.endsWith(".png") ? PNG : JPEG;
    }

    private boolean fits(byte[] begin) {
        if (begin.length < magic.length) {
            return false;
        }
        for (var i = 0; i < magic.length; i++) {
            if ((begin[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
