package org.tinylcm.feedback;

/**
 * What became of a feedback.
 *
 * @param id id of the feedback
 * @param outcome what became of it
 * @param detail one sentence
 */
public record FeedbackResult(String id, Outcome outcome, String detail) {

    public enum Outcome {
        /** Applied, and saved. */
        APPLIED,
        /** Its id was applied before: nothing was changed. */
        ALREADY_APPLIED,
        /** Cannot be applied, now or later; nothing was changed. */
        REFUSED
    }
}
