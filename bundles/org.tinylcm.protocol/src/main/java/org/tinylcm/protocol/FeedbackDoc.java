package org.tinylcm.protocol;

import java.util.List;

/**
 * Ground truth for a device: the parameters of a command of the kind {@link #KIND}. Applying the same id twice changes
 * nothing. A device refuses an action that it does not know.
 *
 * @param id unique id
 * @param action one of the constants here
 * @param label true label ({@link #ADD_SAMPLES}, {@link #LABEL_QUARANTINED}, {@link #LABEL_FRAME}), new name
 *         ({@link #RENAME}), label to forget ({@link #REJECT}), or the one that was taken back ({@link #FORGET_SAMPLES})
 * @param from name to replace ({@link #RENAME}), predicted label ({@link #LABEL_FRAME})
 * @param frame number of the frame ({@link #LABEL_FRAME})
 * @param sampleIds quarantined samples ({@link #LABEL_QUARANTINED}, {@link #FORGET_SAMPLES})
 * @param samples transformed features, one array a sample ({@link #ADD_SAMPLES}, {@link #FORGET_SAMPLES})
 * @param eventId drift event that it answers, for the trail
 * @param modelId SHA-256 of the model pack that the samples are features of; a device with another one refuses them.
 *         Absent: not known
 */
public record FeedbackDoc(String id, String action, String label, String from, Long frame, List<String> sampleIds,
        List<float[]> samples, String eventId, String modelId) {
    /** Kind of the command. */
    public static final String KIND = "feedback";
    public static final String RENAME = "rename";
    public static final String REJECT = "reject";
    public static final String ADD_SAMPLES = "add_samples";
    public static final String FORGET_SAMPLES = "forget_samples";
    public static final String LABEL_QUARANTINED = "label_quarantined";
    public static final String LABEL_FRAME = "label_frame";

    public FeedbackDoc {
        Checks.id(id, "id");
        Checks.required(action, "action");
        Checks.required(label, "label");
        sampleIds = Checks.list(sampleIds);
        samples = Checks.list(samples);
    }

    /** Of no model in particular. */
    public FeedbackDoc(String id, String action, String label, String from, Long frame, List<String> sampleIds,
            List<float[]> samples, String eventId) {
        this(id, action, label, from, frame, sampleIds, samples, eventId, null);
    }
}
