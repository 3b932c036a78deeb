package org.tinylcm.pack.internal.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/** Gaussian classes as CSV. */
public final class Tables {
    private Tables() {
    }

    /** Class c lies around 0 with {@code distance} added in feature c; two more features are pure noise. */
    public static Path gaussian(Path file, int classes, int perClass, double distance) throws IOException {
        var random = new SplittableRandom(21);
        var text = new StringBuilder("label");
        for (int i = 0; i < classes + 2; i++) {
            text.append(",f").append(i);
        }
        text.append('\n');
        for (int row = 0; row < classes * perClass; row++) {
            text.append("class ").append((char) ('A' + row % classes));
            for (int i = 0; i < classes + 2; i++) {
                text.append(String.format(Locale.ROOT, ",%.5f",
                        random.nextGaussian() + (i == row % classes ? distance : 0)));
            }
            text.append('\n');
        }
        return Files.writeString(file, text);
    }
}
