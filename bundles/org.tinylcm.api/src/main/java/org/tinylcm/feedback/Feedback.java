package org.tinylcm.feedback;

import java.util.List;
import java.util.Objects;

/** Ground truth or a decision from outside. Each has an id; applying the same id twice changes nothing. */
public sealed interface Feedback {

    String id();

    /** A pseudo-class gets its true name; if that class exists, the two become one. */
    record Rename(String id, String from, String to) implements Feedback {
        public Rename {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(to, "to");
        }
    }

    /** A pseudo-class is nothing: its prototypes go, its quarantined samples are rejected. */
    record Reject(String id, String label) implements Feedback {
        public Reject {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(label, "label");
        }
    }

    /** Labelled samples to learn from. */
    record AddSamples(String id, String label, List<float[]> samples) implements Feedback {
        public AddSamples {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(label, "label");
            samples = List.copyOf(samples);
        }
    }

    /**
     * Somebody took back what samples are: as far as they were learned under that label from a person's word, they are
     * forgotten. Those that are not there (any more) are no error.
     *
     * @param samples what was given with {@link AddSamples}
     * @param sampleIds what was named with {@link LabelQuarantined}; these wait again
     */
    record ForgetSamples(String id, String label, List<float[]> samples, List<String> sampleIds) implements Feedback {
        public ForgetSamples {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(label, "label");
            samples = List.copyOf(samples);
            sampleIds = List.copyOf(sampleIds);
        }
    }

    /** The truth about quarantined samples, which are learned under that label. */
    record LabelQuarantined(String id, List<String> sampleIds, String label) implements Feedback {
        public LabelQuarantined {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(label, "label");
            sampleIds = List.copyOf(sampleIds);
        }
    }

    /** The truth about a frame that was classified, for measuring accuracy. */
    record LabelFrame(String id, long frame, String predicted, String label) implements Feedback {
        public LabelFrame {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(predicted, "predicted");
            Objects.requireNonNull(label, "label");
        }
    }
}
