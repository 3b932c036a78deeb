package org.tinylcm.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Writes the sample data of the product: {@code images/<class>/*.png} to build a pack from, and three streams
 * {@code streams/<name>.csv} (header {@code file,label,segment}) with their frames beside them. The same input gives
 * the same files.
 */
public final class SampleData {
    private static final List<String> CLASSES = List.of("t-shirt", "trouser", "pullover", "dress", "coat", "sandal",
            "shirt", "sneaker", "bag", "ankle-boot");
    private static final List<String> KNOWN = List.of("trouser", "pullover", "dress", "sandal", "ankle-boot");
    private static final String NOVEL = "bag";
    private static final int TRAINING_PER_CLASS = 200;
    private static final long SEED = 20_260_101;

    private final Path out;

    private SampleData(Path out) {
        this.out = out;
    }

    /** @param args IDX file of images, IDX file of labels (both gzip), folder to write */
    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            System.err.println("usage: SampleData IMAGES.gz LABELS.gz OUT");
            System.exit(2);
        }
        var images = LabelledImages.read(Path.of(args[0]), Path.of(args[1]));
        new SampleData(Path.of(args[2])).write(images);
    }

    private void write(LabelledImages images) throws IOException {
        var pool = new Pool(images, CLASSES, TRAINING_PER_CLASS);
        for (var name : KNOWN) {
            var folder = Files.createDirectories(out.resolve("images").resolve(name));
            int number = 0;
            for (var picture : pool.training(name)) {
                save(picture, folder.resolve("%03d.png".formatted(number++)));
            }
        }
        stream("no-drift", new Stream(pool, SEED)
                .plain("known", 1_000, KNOWN));
        stream("gradual-drift", new Stream(pool, SEED + 1)
                .plain("known", 150, KNOWN)
                .darker("darker", 60, 5, KNOWN, 0.06)
                .plain("light again", 100, KNOWN)
                .blurred("blurred", 60, 10, KNOWN, 6)
                .plain("sharp again", 100, KNOWN)
                .noisier("noisier", 60, 10, KNOWN, 60)
                .plain("quiet again", 100, KNOWN));
        stream("novel-class", new Stream(pool, SEED + 2)
                .plain("known", 150, KNOWN)
                .plain("novel", 120, List.of(NOVEL))
                .plain("known again", 100, KNOWN)
                .plain("mixed", 130, List.of(KNOWN.get(0), NOVEL, KNOWN.get(3), NOVEL, KNOWN.get(4))));
    }

    private void stream(String name, Stream stream) throws IOException {
        var folder = Files.createDirectories(out.resolve("streams").resolve(name));
        var list = new StringBuilder("file,label,segment\n");
        int number = 0;
        for (var frame : stream.frames()) {
            var file = folder.resolve("%04d.png".formatted(number++));
            save(frame.picture(), file);
            list.append(name).append('/').append(file.getFileName()).append(',').append(frame.label()).append(',')
                    .append(frame.segment()).append('\n');
        }
        Files.writeString(out.resolve("streams").resolve(name + ".csv"), list);
    }

    private static void save(Picture picture, Path file) throws IOException {
        if (!ImageIO.write(picture.image(), "png", file.toFile())) {
            throw new IOException("this Java cannot write PNG files");
        }
    }
}
