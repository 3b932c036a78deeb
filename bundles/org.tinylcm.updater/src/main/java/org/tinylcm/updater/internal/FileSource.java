package org.tinylcm.updater.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.tinylcm.durable.FileOps;
import org.tinylcm.protocol.update.ArtifactDoc;
import org.tinylcm.release.RefusedException;
import org.tinylcm.release.RefusedException.Reason;
import org.tinylcm.release.UpdateFile;

/** Takes the files of a release out of a {@code .tlcu} file. */
record FileSource(Path update) implements ArtifactSource {

    @Override
    public void fetch(ArtifactDoc artifact, Path older, Path file) throws IOException {
        if (!Files.exists(update)) {
            throw new RefusedException(Reason.MISSING, update + " is not there any more");
        }
        try (var in = UpdateFile.open(update)) {
            in.extract(artifact, file);
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        FileOps.disk().syncFolder(file.getParent());
    }
}
