package org.tinysphere.rollouts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.locks.ReentrantLock;
import org.tinylcm.protocol.update.ArtifactDoc;
import org.tinylcm.release.JarDelta;
import org.tinysphere.core.control.ObjectStore;
import org.tinysphere.core.control.Problem;

/** Differences between two versions of a file: made when the first device asks, kept as objects. */
@ApplicationScoped
public class Deltas {
    @Inject
    private Artifacts artifacts;
    @Inject
    private ObjectStore objects;
    /** One at a time on a node: it is work for processor and disk. */
    private final ReentrantLock making = new ReentrantLock();

    /** A difference that is there. */
    public record Delta(String object, long bytes) {
    }

    /**
     * The difference from one file to another of the same kind and name.
     *
     * @throws Problem 404 one of them is not here, or they have nothing to do with each other
     */
    public Delta find(String from, String to) throws IOException {
        var newer = artifacts.find(to).orElseThrow(() -> Problem.missing("such artifact"));
        var older = artifacts.find(from).filter(known -> related(known, newer))
                .orElseThrow(() -> Problem.missing("such difference: take the whole file"));
        var object = "bundles/delta/" + older.sha256() + '/' + newer.sha256();
        var known = objects.info(object);
        if (known.isPresent()) {
            return new Delta(object, known.get().bytes());
        }
        making.lock();
        try {
            var made = objects.info(object);
            return new Delta(object, made.isPresent() ? made.get().bytes() : make(older, newer, object));
        } finally {
            making.unlock();
        }
    }

    public InputStream open(Delta delta, long from) throws IOException {
        return objects.open(delta.object, from).orElseThrow(() -> Problem.missing("such difference"));
    }

    private static boolean related(ArtifactDoc a, ArtifactDoc b) {
        return a.kind().equals(b.kind()) && a.name().equals(b.name());
    }

    private long make(ArtifactDoc older, ArtifactDoc newer, String object) throws IOException {
        try (var folder = new ScratchFolder()) {
            copy(older, folder.file("older"));
            copy(newer, folder.file("newer"));
            JarDelta.make(folder.file("older"), folder.file("newer"), folder.file("delta"));
            try (var in = Files.newInputStream(folder.file("delta"))) {
                return objects.put(object, in);
            }
        }
    }

    private void copy(ArtifactDoc artifact, Path file) throws IOException {
        try (var in = artifacts.open(artifact.sha256(), 0)) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
