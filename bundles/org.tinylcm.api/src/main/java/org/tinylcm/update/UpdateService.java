package org.tinylcm.update;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Replaces bundles, pack and configuration of the running device by those of a signed release. Safe for any thread. */
@ProviderType
public interface UpdateService {

    UpdateStatus status();

    /** Every bundle of the device, by name. */
    List<BundleInfo> bundles();

    /**
     * What a release would change, without any effect.
     *
     * @param file a {@code .tlcu} file
     * @throws IllegalArgumentException it would be refused; the message says why
     * @throws java.io.UncheckedIOException it cannot be read
     */
    UpdatePlan plan(Path file);

    /**
     * Begins an update from a file; {@link #status} tells how it goes on. The file must stay until it is verified.
     *
     * @throws IllegalArgumentException the release is refused; the message says why
     * @throws IllegalStateException another update is under way
     * @throws java.io.UncheckedIOException it cannot be read
     */
    void begin(Path file);

    /** What was asked for can never be done: the update meant is not the last one, or nothing was kept of before. */
    final class NotPossible extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        public NotPossible(String message) {
            super(message);
        }
    }

    /**
     * Goes back to the set before the last update.
     *
     * @param deployment the update that is meant, as the platform counts them; 0 for the last one, whichever it was
     * @throws NotPossible it is not the last one, or the set before it is not there any more
     * @throws IllegalStateException another update is under way
     */
    void rollback(long deployment);

    /** Asks the platform now what it wants; returns at once. Without a platform nothing happens. */
    void check();
}
