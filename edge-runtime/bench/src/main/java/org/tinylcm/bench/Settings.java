package org.tinylcm.bench;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How to measure.
 *
 * @param root folder of the repository
 * @param out folder for results and logs
 * @param quick true for a short run
 * @param model network that was asked for, or null
 */
record Settings(Path root, Path out, boolean quick, Path model) {
    private static final String BACKBONE = "edge-runtime/sample/data/backbone/tinylcm-backbone.tflite";

    /** The network to measure; a note says so if it is the shipped one in the place of the int8 MobileNetV2. */
    Path network(Findings findings) {
        if (model != null) {
            findings.note("Network: " + model.getFileName() + ".");
            return needed(model, "--model");
        }
        findings.note("Network: the shipped backbone (" + Path.of(BACKBONE).getFileName() + "), because no other was"
                + " given by --model or TINYLCM_BENCH_MODEL.");
        return needed(root.resolve(BACKBONE), "the shipped backbone");
    }

    /** The device as it is distributed. */
    Path device() {
        return needed(root.resolve("edge-runtime/dist/target/tinylcm/bin/tinylcm"), "the device; run ./tiny build");
    }

    /** A file of the sample data. */
    Path sample(String name) {
        return needed(root.resolve("edge-runtime/sample/target/sample").resolve(name),
                "the sample data; run ./tiny build");
    }

    private static Path needed(Path path, String what) {
        if (!Files.exists(path)) {
            throw new BenchException("there is no " + path + " (" + what + ")");
        }
        return path;
    }

    int count(int full, int hint) {
        return quick ? hint : full;
    }
}
