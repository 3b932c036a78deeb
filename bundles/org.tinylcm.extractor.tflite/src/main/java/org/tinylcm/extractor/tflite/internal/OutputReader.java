package org.tinylcm.extractor.tflite.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.tinylcm.image.Half;
import org.tinylcm.image.Quantisation;

/**
 * Output tensor to features, for the four types that it can have. A tensor [1,h,w,n] is averaged over height and
 * width; quantised numbers are averaged first and de-quantised once. Allocates nothing per frame.
 */
final class OutputReader {
    private final int dimension;
    private final TensorType type;
    private final Quantisation quantisation;

    OutputReader(int dimension, TensorType type, Quantisation quantisation) {
        this.dimension = dimension;
        this.type = type;
        this.quantisation = quantisation;
    }

    int dimension() {
        return dimension;
    }

    /** True if all features are finite numbers. */
    boolean read(ByteBuffer tensor, float[] features) {
        int count = (int) (tensor.capacity() * 8L / type.bits);
        Arrays.fill(features, 0, dimension, 0);
        for (int i = 0; i < count; i += dimension) {
            for (int c = 0; c < dimension; c++) {
                features[c] += number(tensor, i + c);
            }
        }
        float places = count / (float) dimension;
        boolean finite = true;
        for (int c = 0; c < dimension; c++) {
            float mean = features[c] / places;
            features[c] = quantisation == null ? mean
                    : quantisation.scale() * (mean - quantisation.zeroPoint());
            finite &= Float.isFinite(features[c]);
        }
        return finite;
    }

    private float number(ByteBuffer tensor, int index) {
        return switch (type) {
            case FLOAT32 -> tensor.getFloat(4 * index);
            case FLOAT16 -> Half.toFloat(tensor.getShort(2 * index));
            case INT8 -> tensor.get(index);
            default -> tensor.get(index) & 0xff;
        };
    }
}
