package org.tinylcm.pack.internal.build;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.util.Optional;
import org.tinylcm.input.BadInputException;
import org.tinylcm.pack.internal.format.Digests;
import org.tinylcm.pack.internal.format.PackRules;
import org.tinylcm.vectorfile.VectorFiles;

/** Samples from a table of features. */
final class VectorSamples {
    private static final int PROGRESS_EVERY = 1000;

    private VectorSamples() {
    }

    static Samples read(PackOptions.Vectors source, Progress progress) throws IOException {
        var origin = String.valueOf(source.file().getFileName());
        try (var reader = VectorFiles.open(source.file(), source.labelColumn())) {
            var samples = new Samples(reader.dimension(), Optional.empty());
            var limit = new RefusalLimit(samples, progress);
            while (true) {
                try {
                    var row = reader.next();
                    if (row == null) {
                        break;
                    }
                    var name = origin + ":" + row.line();
                    if (row.label() == null) {
                        throw new BadInputException(name, "class",
                                "must be in a column '" + source.labelColumn() + "'");
                    }
                    if (!PackRules.LABEL.matcher(row.label()).matches()) {
                        throw new BadInputException(name, source.labelColumn(), PackRules.LABEL_RULE);
                    }
                    samples.add(name, row.label(), null, row.values(), null);
                    limit.used();
                    if (samples.size() % PROGRESS_EVERY == 0) {
                        progress.step("Reading rows", samples.size(), -1);
                    }
                } catch (BadInputException e) {
                    limit.refused(e);
                }
            }
            limit.finish();
            samples.complete(origin + " " + digest(source) + "\n");
            return samples;
        }
    }

    private static String digest(PackOptions.Vectors source) throws IOException {
        try (var in = new DigestInputStream(Files.newInputStream(source.file()), Digests.sha256())) {
            in.transferTo(OutputStream.nullOutputStream());
            return Digests.hex(in.getMessageDigest());
        }
    }
}
