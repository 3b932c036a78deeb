package org.tinylcm.update;

import java.io.IOException;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a connection to a platform does for the update. Documents go through it as they are: it is not trusted. Each
 * call has a deadline and a limit of its own.
 */
@ConsumerType
public interface UpdateTransport {

    /**
     * A part of a file.
     *
     * @param bytes from the place asked for on; at least one
     * @param total size of the whole file
     */
    record Block(byte[] bytes, long total) {
    }

    /** Name that the platform gave the device, empty before it did. */
    String deviceId();

    /**
     * What the platform wants, as JSON.
     *
     * @return empty if it wants nothing
     * @throws IOException it cannot be asked at the moment
     */
    Optional<String> desiredState() throws IOException, InterruptedException;

    /**
     * Key rings after a version, oldest first, as a JSON array.
     *
     * @throws IOException it cannot be asked at the moment
     */
    String keys(long after) throws IOException, InterruptedException;

    /**
     * A part of an artifact, or of the difference between an artifact and another one.
     *
     * @param from digest of the artifact that the difference is to, null for the artifact itself
     * @param most most bytes
     * @param always true: do not keep to the hours that are set for transfers
     * @return empty if the platform has no such thing
     * @throws IOException not possible at the moment
     */
    Optional<Block> block(String sha256, String from, long offset, int most, boolean always)
            throws IOException, InterruptedException;

    /**
     * Tells what happened, as a JSON array of events.
     *
     * @return false if the platform does not want them, now and later
     * @throws IOException it cannot be told at the moment
     */
    boolean events(long deployment, String json) throws IOException, InterruptedException;

    /**
     * Tells what is installed, as JSON.
     *
     * @throws IOException it cannot be told at the moment
     */
    void installed(String json) throws IOException, InterruptedException;
}
