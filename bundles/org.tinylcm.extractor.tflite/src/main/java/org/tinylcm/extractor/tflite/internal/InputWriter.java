package org.tinylcm.extractor.tflite.internal;

import java.nio.ByteBuffer;
import org.tinylcm.image.Pixels;
import org.tinylcm.image.Quantisation;
import org.tinylcm.image.TensorWriter;

/** Picture to input tensor, for the four types that it can have. Allocates nothing per picture. */
final class InputWriter {
    private final TensorWriter writer;
    private final Quantisation quantisation;
    private final byte[] bytes;
    private final short[] halves;
    private final float[] floats;

    InputWriter(TensorWriter writer, TensorType type, Quantisation quantisation) {
        this.writer = writer;
        this.quantisation = quantisation;
        this.bytes = quantisation != null ? new byte[writer.length()] : null;
        this.halves = type == TensorType.FLOAT16 ? new short[writer.length()] : null;
        this.floats = type == TensorType.FLOAT32 ? new float[writer.length()] : null;
    }

    /** What the latest picture was like. */
    void statistics(float[] into) {
        writer.statistics(into);
    }

    /** Fills the tensor. */
    void write(Pixels pixels, ByteBuffer tensor) {
        if (bytes != null) {
            writer.write(pixels, bytes, quantisation);
            tensor.put(0, bytes);
        } else if (halves != null) {
            writer.write(pixels, halves);
            for (int i = 0; i < halves.length; i++) {
                tensor.putShort(2 * i, halves[i]);
            }
        } else {
            writer.write(pixels, floats);
            for (int i = 0; i < floats.length; i++) {
                tensor.putFloat(4 * i, floats[i]);
            }
        }
    }
}
