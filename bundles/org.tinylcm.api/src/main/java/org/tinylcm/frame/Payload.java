package org.tinylcm.frame;

/** What a frame carries: an encoded picture, or numbers that need no feature extraction. */
public sealed interface Payload {

    /**
     * A picture as it was read: JPEG, PNG, BMP or GIF bytes, not yet checked.
     * The array is shared, not copied: nobody may write to it.
     */
    record EncodedImage(byte[] bytes) implements Payload {
    }

    /** A feature vector. The array is shared, not copied: nobody may write to it. */
    record Vector(float[] values) implements Payload {
    }
}
