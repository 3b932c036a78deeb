package org.tinylcm.frame;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing to look at.
 *
 * @param sequence number of the frame within its source, from 0, without gaps for what was delivered
 * @param name what a person calls it: a file name, {@code stream.csv:17}, {@code camera#1234}
 * @param capturedAt wall-clock time at which it was read
 * @param truth the true label where the source knows it (a folder of labelled files, a label column), else null;
 *         never used to classify, only to measure
 * @param payload picture or vector
 */
public record Frame(long sequence, String name, Instant capturedAt, String truth, Payload payload) {

    public Frame {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(capturedAt, "capturedAt");
        Objects.requireNonNull(payload, "payload");
    }

    public Optional<String> label() {
        return Optional.ofNullable(truth);
    }
}
