package org.tinylcm.extractor.tflite.internal;

/** Tensor types of the TensorFlow Lite schema that are accepted. */
enum TensorType {
    FLOAT32(0, 32, 1),
    FLOAT16(1, 16, 10),
    INT32(2, 32, 2),
    UINT8(3, 8, 3),
    INT64(4, 64, 4),
    BOOL(6, 8, 6),
    INT16(7, 16, 7),
    INT8(9, 8, 9),
    INT4(17, 4, 18);

    final int code;
    final int bits;
    /** Number that the runtime's C interface has for it. */
    final int runtimeCode;

    TensorType(int code, int bits, int runtimeCode) {
        this.code = code;
        this.bits = bits;
        this.runtimeCode = runtimeCode;
    }

    static TensorType of(int code) {
        for (var type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        return null;
    }

    /** True for the four types that a picture or a feature can have. */
    boolean carriesFeatures() {
        return this == FLOAT32 || this == FLOAT16 || this == UINT8 || this == INT8;
    }

    long bytes(long elements) {
        return (elements * bits + 7) / 8;
    }
}
