package org.tinylcm.adaptation.internal;

import java.util.concurrent.Callable;
import org.tinylcm.classify.Classifier;
import org.tinylcm.classify.ClassifierModel;
import org.tinylcm.drift.DriftMonitor;

/**
 * Takes a model into use and makes that durable, or leaves everything as it was.
 *
 * <p>When what was drift is known now, monitors begin again in the same moment with the present stream as their
 * reference, and the episode ends there.
 */
final class Commit {
    private final Surroundings around;

    Commit(Surroundings around) {
        this.around = around;
    }

    /**
     * @param base the model that the candidate was made from
     * @param newReference true if monitors shall take the present stream as their reference
     * @param note what to write into the book in the same moment
     * @param undo takes the note back
     * @throws IllegalStateException another model came into use meanwhile; nothing was changed
     */
    void exchange(Classifier classifier, ClassifierModel base, ClassifierModel candidate,
            boolean newReference, Runnable note, Runnable undo) {
        betweenFrames(() -> {
            if (classifier != around.classifier() || classifier.model() != base) {
                throw new IllegalStateException("another model came into use meanwhile");
            }
            classifier.adopt(candidate);
            if (newReference) {
                around.monitors().forEach(DriftMonitor::rebase);
            }
            note.run();
            return null;
        });
        saveOr(() -> {
            if (classifier.model() == candidate) {
                classifier.adopt(base);
            }
            undo.run();
        });
    }

    /** Saves; if that fails, takes back what was done and passes the failure on. */
    void saveOr(Runnable undo) {
        try {
            around.pipeline().saveState();
        } catch (RuntimeException | LinkageError notSaved) {
            betweenFrames(() -> {
                undo.run();
                return null;
            });
            throw notSaved;
        }
    }

    void betweenFrames(Callable<Void> task) {
        try {
            around.pipeline().betweenFrames(task);
        } catch (RuntimeException passedOn) {
            throw passedOn;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the end of a frame", interrupted);
        } catch (Exception unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}
