package org.tinylcm.extractor.tflite.internal;

/**
 * The builtin operators that an image network may use, by the numbers of the TensorFlow Lite schema. Left out on
 * purpose: custom and flex operators, control flow, variables, hash tables, strings, and everything that turns pixel
 * values into indices or sizes (gather, cast, arg-max, non-maximum suppression). So the memory that a graph touches
 * does not depend on the picture, and a trial run with any picture speaks for all of them. Also left out, although
 * they look harmless: operators whose kernels were seen to read outside of their input when their constants are wrong
 * (slice, mirror pad, split by sizes), and transposed convolution, which no feature network has.
 */
enum OperatorKind {
    ADD(0, 11, "bb"),
    AVERAGE_POOL_2D(1, 5, "biiiib"),
    CONCATENATION(2, 10, "ib"),
    CONV_2D(3, 1, "biibiib"),
    DEPTHWISE_CONV_2D(4, 2, "biiibii"),
    DEPTH_TO_SPACE(5, 94, "i"),
    DEQUANTIZE(6, 38, ""),
    FLOOR(8, 0, ""),
    FULLY_CONNECTED(9, 8, "bbbbb"),
    L2_NORMALIZATION(11, 12, "b"),
    L2_POOL_2D(12, 5, "biiiib"),
    LOCAL_RESPONSE_NORMALIZATION(13, 13, "ifff"),
    LOGISTIC(14, 0, ""),
    MAX_POOL_2D(17, 5, "biiiib"),
    MUL(18, 21, "b"),
    RELU(19, 0, ""),
    RELU_N1_TO_1(20, 0, ""),
    RELU6(21, 0, ""),
    RESHAPE(22, 17, "v"),
    RESIZE_BILINEAR(23, 15, "iibb"),
    SOFTMAX(25, 9, "f"),
    SPACE_TO_DEPTH(26, 19, "i"),
    TANH(28, 0, ""),
    PAD(34, 22, ""),
    BATCH_TO_SPACE_ND(37, 24, ""),
    SPACE_TO_BATCH_ND(38, 25, ""),
    TRANSPOSE(39, 26, ""),
    MEAN(40, 27, "b"),
    SUB(41, 28, "bb"),
    DIV(42, 29, "b"),
    SQUEEZE(43, 30, "v"),
    STRIDED_SLICE(45, 32, "iiiiib"),
    EXP(47, 33, ""),
    SPLIT(49, 35, "i"),
    LOG_SOFTMAX(50, 36, ""),
    PRELU(54, 0, ""),
    MAXIMUM(55, 39, ""),
    MINIMUM(57, 39, ""),
    NEG(59, 42, ""),
    PADV2(60, 43, ""),
    EXPAND_DIMS(70, 52, ""),
    LOG(73, 0, ""),
    SUM(74, 27, "b"),
    SQRT(75, 0, ""),
    RSQRT(76, 0, ""),
    SHAPE(77, 55, "b"),
    POW(78, 56, ""),
    REDUCE_MAX(82, 27, "b"),
    PACK(83, 59, "ii"),
    REDUCE_MIN(89, 27, "b"),
    SQUARE(92, 66, ""),
    RESIZE_NEAREST_NEIGHBOR(97, 74, "bb"),
    LEAKY_RELU(98, 75, "f"),
    SQUARED_DIFFERENCE(99, 76, ""),
    ABS(101, 78, ""),
    CEIL(104, 0, ""),
    ELU(111, 0, ""),
    QUANTIZE(114, 89, ""),
    ROUND(116, 0, ""),
    HARD_SWISH(117, 91, ""),
    BATCH_MATMUL(126, 101, "bbb"),
    GELU(150, 116, "b"),
    RELU_0_TO_1(152, 0, "");

    /** More than any operator has; the runtime itself knows which of them it can run. */
    static final int MAX_VERSION = 32;

    final int code;
    /** Number of its option table in the schema's union, 0 for none. */
    final int optionType;
    /** Fields of the option table: b one byte, i or f four bytes, v a vector of ints. */
    final String optionFields;

    OperatorKind(int code, int optionType, String optionFields) {
        this.code = code;
        this.optionType = optionType;
        this.optionFields = optionFields;
    }

    /** The kind, or null if it may not be used. */
    static OperatorKind of(int code) {
        for (var kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        return null;
    }
}
