package org.tinysphere.simulator;

import java.util.Random;

/** Pictures that are pictures by their first bytes only, and that no compression makes smaller. */
final class Noise {
    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F'};

    private Noise() {
    }

    static byte[] jpeg(long seed, int bytes) {
        var picture = new byte[bytes];
        new Random(seed).nextBytes(picture);
        System.arraycopy(JPEG, 0, picture, 0, JPEG.length);
        return picture;
    }
}
