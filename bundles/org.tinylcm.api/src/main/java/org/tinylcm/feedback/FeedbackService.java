package org.tinylcm.feedback;

import org.osgi.annotation.versioning.ProviderType;

/** Applies feedback to the classifier and the quarantine, and saves the result before it returns. */
@ProviderType
public interface FeedbackService {

    /** @throws IllegalStateException the pipeline has no classifier at the moment: try again */
    FeedbackResult apply(Feedback feedback);
}
