package org.tinylcm.pack.internal.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.tinylcm.feature.FeatureExtractorFactory;
import org.tinylcm.feature.InputStatistic;
import org.tinylcm.frame.Frame;
import org.tinylcm.frame.Payload;
import org.tinylcm.input.BadInputException;
import org.tinylcm.model.Backbone;
import org.tinylcm.model.ImageInput;
import org.tinylcm.pack.internal.format.Digests;
import org.tinylcm.pack.internal.format.PackRules;

/** Samples from a folder of pictures per class, in sorted order. */
final class ImageSamples {
    private static final Pattern PICTURE = Pattern.compile("(?i).*\\.(jpe?g|png|bmp|gif)");
    private static final long MAX_FILE = 64L << 20;

    /** A picture and its class. */
    private record Item(Path file, String label, String name) {
    }

    private ImageSamples() {
    }

    static Samples read(PackOptions.Images source, FeatureExtractorFactory factory, Progress progress)
            throws IOException {
        var items = items(source.folder());
        progress.note("Checking the network " + source.backbone().getFileName());
        var info = factory.inspect(source.backbone(), source.featureTensor());
        var input = new ImageInput(info.width(), info.height(), source.fit(), source.mean(), source.scale());
        var backbone = new Backbone(source.backbone(), Digests.of(Files.readAllBytes(source.backbone())),
                source.featureTensor(), info.dimension(), input, info.runtime());
        var samples = new Samples(info.dimension(), Optional.of(backbone));
        items.forEach(item -> samples.declare(item.label()));
        var limit = new RefusalLimit(samples, progress);
        var inventory = new StringBuilder();
        try (var extractor = factory.open(backbone, "pack-builder")) {
            var features = new float[extractor.dimension()];
            var statistics = new float[InputStatistic.values().length];
            for (int i = 0; i < items.size(); i++) {
                var item = items.get(i);
                try {
                    var bytes = bytes(item);
                    inventory.append(item.name()).append(' ').append(Digests.of(bytes)).append('\n');
                    extractor.extract(new Frame(i, item.name(), Instant.EPOCH, null, new Payload.EncodedImage(bytes)),
                            features, stage -> { });
                    var known = extractor.inputStatistics(statistics) ? statistics.clone() : null;
                    samples.add(item.name(), item.label(), item.file(), features, known);
                    limit.used();
                } catch (BadInputException e) {
                    limit.refused(e);
                }
                progress.step("Extracting features", i + 1, items.size());
            }
        }
        limit.finish();
        samples.complete(inventory.toString());
        return samples;
    }

    private static byte[] bytes(Item item) {
        try {
            if (Files.size(item.file()) > MAX_FILE) {
                throw new BadInputException(item.name(), "size", "must be at most " + MAX_FILE + " bytes");
            }
            return Files.readAllBytes(item.file());
        } catch (IOException e) {
            throw new BadInputException(item.name(), "file", "cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<Item> items(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new BadInputException(folder.toString(), "folder", "must be a folder with one folder per class");
        }
        var items = new ArrayList<Item>();
        for (var group : sorted(folder, Files::isDirectory)) {
            var label = group.getFileName().toString();
            if (!PackRules.LABEL.matcher(label).matches()) {
                throw new BadInputException(label, "folder name", PackRules.LABEL_RULE);
            }
            var pictures = sorted(group, file -> PICTURE.matcher(file.getFileName().toString()).matches());
            if (pictures.isEmpty()) {
                throw new BadInputException(label, "folder", "has no picture (.jpg, .png, .bmp, .gif)");
            }
            pictures.forEach(file -> items.add(new Item(file, label, label + "/" + file.getFileName())));
        }
        if (items.isEmpty()) {
            throw new BadInputException(folder.toString(), "folder", "must have one folder of pictures per class");
        }
        return items;
    }

    private static List<Path> sorted(Path folder, Predicate<Path> wanted) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith(".")).filter(wanted)
                    .sorted((a, b) -> a.getFileName().toString().compareTo(b.getFileName().toString())).toList();
        }
    }

    /** Extension of the picture's member in the pack. */
    static String extension(Path file) {
        var name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.')).toLowerCase(Locale.ROOT);
    }
}
