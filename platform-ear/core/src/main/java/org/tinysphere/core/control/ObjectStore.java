package org.tinysphere.core.control;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where images, packages, models and logs are. Names as {@link ObjectKeys} says. An object is there completely and
 * durably or not at all; writing it again replaces it. Nobody gets at objects but through the platform.
 */
public interface ObjectStore {
    /** @param bytes its size */
    record Info(String key, long bytes, Instant changed) {
    }

    /** Part of a listing; {@code next} is for the parameter {@code after}, null on the last page. */
    record Listing(List<Info> objects, String next) {
    }

    /**
     * Writes an object of any length with bounded memory; it appears when the whole stream has been read and stored.
     *
     * @param content is read to its end, not closed; if it fails, nothing is left behind
     * @return number of bytes
     */
    long put(String key, InputStream content) throws IOException;

    /** The object's bytes, to be closed by the caller; empty if there is none. */
    Optional<InputStream> open(String key) throws IOException;

    /**
     * The bytes behind the first {@code from} ones.
     *
     * @param from 0 to its size
     */
    default Optional<InputStream> open(String key, long from) throws IOException {
        var whole = open(key);
        if (whole.isPresent() && from > 0) {
            whole.get().skipNBytes(from);
        }
        return whole;
    }

    Optional<Info> info(String key) throws IOException;

    /** Bytes that are stored durably, and have no name yet. Nobody finds them before they are named. */
    interface Staged extends AutoCloseable {
        /**
         * Makes an object of them, once, and replaces what had that name.
         *
         * @throws IOException the store failed; the object is there or not
         */
        void name(String key) throws IOException;

        /** Takes them away if they were given no name. What cannot be, or is left by a crash, is removed some time later. */
        @Override
        void close();
    }

    /**
     * Stores bytes that have to be looked at as a whole before they may become an object.
     *
     * @param content as for {@link #put}
     */
    Staged stage(InputStream content) throws IOException;

    /** @return false if there was none */
    boolean delete(String key) throws IOException;

    /**
     * Objects whose names begin with this, by name (by their UTF-8 bytes).
     *
     * @param after only those behind this name; empty for the first page
     */
    Listing list(String prefix, String after, int limit) throws IOException;
}
