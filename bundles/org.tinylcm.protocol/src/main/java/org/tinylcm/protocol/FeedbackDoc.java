package org.tinylcm.protocol;

import java.util.List;

/**
 * Ground truth for a device: the parameters of a command of the kind {@link #KIND}. Applying the same id twice changes
 * nothing. A device refuses an action that it does not know.
 *
 * @param id unique id
 * @param action one of the constants here
 * @param label true label ({@link #ADD_SAMPLES}, {@link #LABEL_QUARANTINED}, {@link #LABEL_FRAME}), new name
 *         ({@link #RENAME}), or label to forget ({@link #REJECT})
 * @param from name to replace ({@link #RENAME}), predicted label ({@link #LABEL_FRAME})
 * @param frame number of the frame ({@link #LABEL_FRAME})
 * @param sampleIds quarantined samples ({@link #LABEL_QUARANTINED})
 * @param samples transformed features, one array a sample ({@link #ADD_SAMPLES})
 * @param eventId drift event that it answers, for the trail
 */
public record FeedbackDoc(String id, String action, String label, String from, Long frame, List<String> sampleIds,
        List<float[]> samples, String eventId) {
    /** Kind of the command. */
    public static final String KIND = "feedback";
    public static final String RENAME = "rename";
    public static final String REJECT = "reject";
    public static final String ADD_SAMPLES = "add_samples";
    public static final String LABEL_QUARANTINED = "label_quarantined";
    public static final String LABEL_FRAME = "label_frame";

    public FeedbackDoc {
        Checks.id(id, "id");
        Checks.required(action, "action");
        Checks.required(label, "label");
        sampleIds = Checks.list(sampleIds);
        samples = Checks.list(samples);
    }
}
