package org.tinylcm.state.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.tinylcm.input.BadInputException;

/** All vectors of a snapshot one after the other: float32, little-endian, no header. */
final class VectorBlock {
    private final byte[] bytes;
    private long taken;

    VectorBlock(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Where a vector is, in floats. */
    record Place(long at, long length) {
    }

    /** Lays vectors out. */
    static final class Builder {
        private final List<float[]> vectors = new ArrayList<>();
        private long floats;

        Place add(float[] vector) {
            var place = new Place(floats, vector.length);
            floats += vector.length;
            if (floats * Float.BYTES > Limits.BLOCK_BYTES) {
                throw new IllegalArgumentException("state has more than " + Limits.BLOCK_BYTES + " bytes of vectors");
            }
            vectors.add(vector);
            return place;
        }

        byte[] bytes() {
            var bytes = ByteBuffer.allocate((int) floats * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (var vector : vectors) {
                for (var value : vector) {
                    bytes.putInt(Float.floatToRawIntBits(value));
                }
            }
            return bytes.array();
        }
    }

    float[] read(String origin, String part, Place place) {
        var available = bytes.length / Float.BYTES;
        if (place.at() < 0 || place.length() < 0 || place.at() > available
                || place.length() > available - place.at()) {
            throw new BadInputException(origin, part, "must lie within the " + available + " floats of the block");
        }
        taken += place.length();
        if (taken > available) {
            throw new BadInputException(origin, part, "must not share floats with another vector");
        }
        var vector = new float[(int) place.length()];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get((int) place.at(), vector);
        return vector;
    }
}
