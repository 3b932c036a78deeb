package org.tinylcm.frame;

/**
 * What a source has done so far.
 *
 * @param description address of the source as a person gave it
 * @param lossless true if frames wait for the pipeline, false if old ones are dropped first
 * @param delivered frames handed to the pipeline
 * @param dropped frames that a live source gave up because newer ones came
 * @param refused items that could not be read
 * @param total number of frames in all, or -1 where that is not known
 */
public record SourceStatus(String description, boolean lossless, long delivered, long dropped, long refused, long total) {
}
