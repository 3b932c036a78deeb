package org.tinylcm.extractor.tflite.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs in a child process: loads a model that nobody has run before, runs it twice and says what came out. If that
 * crashes, it was only this process.
 */
final class Trial {
    static final String PASSED = "PASSED ";
    static final String FAILED = "FAILED ";
    private static final int TOO_LONG = 9;

    private Trial() {
    }

    /** Arguments: model file, input shape with commas, threads, true for XNNPACK, seconds it may take. */
    public static void main(String[] args) throws IOException {
        limit(Integer.parseInt(args[4]));
        offerToDie();
        var shape = Arrays.stream(args[1].split(",")).mapToInt(Integer::parseInt).toArray();
        try (var model = new NativeModel(Files.readAllBytes(Path.of(args[0])), shape, Integer.parseInt(args[2]),
                Boolean.parseBoolean(args[3]))) {
            for (int run = 0; run < 2; run++) {
                fill(model.input(), model.inputType(), run);
                model.invoke();
            }
            var wrong = notFinite(model.output(), model.outputType());
            System.out.println(wrong == null ? PASSED + text(model.outputShape()) : FAILED + wrong);
        } catch (RuntimeException e) {
            // A C++ exception, for example out of memory, arrives as one of these, too.
            System.out.println(FAILED + e.getMessage());
        }
    }

    static String text(int[] shape) {
        return Arrays.toString(shape).replace(" ", "");
    }

    /** Should the parent vanish, this process does not stay. */
    private static void limit(int seconds) {
        var thread = new Thread(() -> {
            try {
                new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(TOO_LONG);
        }, "limit");
        thread.setDaemon(true);
        thread.start();
    }

    /** If memory runs out, the kernel shall end this process and not the device's. Not every kernel offers this. */
    private static void offerToDie() {
        try {
            Files.write(Path.of("/proc/self/oom_score_adj"), "1000".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            System.out.println("no oom_score_adj: " + e.getMessage());
        }
    }

    /** All byte values for integers, -1 to 1 for floating point. */
    static void fill(ByteBuffer input, int type, int run) {
        for (int i = 0; i < input.capacity(); i++) {
            input.put(i, (byte) (i * 31 + run * 101));
        }
        if (type == TensorType.FLOAT32.runtimeCode) {
            for (int i = 0; i + 4 <= input.capacity(); i += 4) {
                input.putFloat(i, (float) Math.sin(i * 0.37 + run));
            }
        } else if (type == TensorType.FLOAT16.runtimeCode) {
            for (int i = 0; i + 2 <= input.capacity(); i += 2) {
                // Sign and an exponent below 1.
                input.putShort(i, (short) (i * 2_654_435 >> 3 & 0xbbff));
            }
        }
    }

    private static String notFinite(ByteBuffer output, int type) {
        int size = type == TensorType.FLOAT32.runtimeCode ? 4 : type == TensorType.FLOAT16.runtimeCode ? 2 : 0;
        for (int i = 0; size > 0 && i + size <= output.capacity(); i += size) {
            boolean finite = size == 4 ? Float.isFinite(output.getFloat(i))
                    : (output.getShort(i) & 0x7c00) != 0x7c00;
            if (!finite) {
                return "the output is not finite";
            }
        }
        return null;
    }
}
