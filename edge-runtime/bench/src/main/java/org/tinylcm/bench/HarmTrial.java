package org.tinylcm.bench;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tinylcm.adapt.AdaptationRecord;
import org.tinylcm.feedback.Feedback.LabelFrame;
import org.tinylcm.feedback.Feedback.LabelQuarantined;
import org.tinylcm.quarantine.QuarantinedSample;
import org.tinylcm.quarantine.QuarantinedSample.Status;

/**
 * One bad stream through the device, the frozen model beside it.
 *
 * <p>A frame is right if its label is the true one, or a pseudo-class more than half of whose samples have the true
 * label, as in {@code ./tiny device evaluate}. The frozen model can never be right on a new class, so the known classes
 * are also measured alone: there adaptation has nothing to win and can only lose.
 *
 * @param all all frames
 * @param known frames of classes that the pack knows
 * @param accepted adaptations that were taken into use
 * @param takenBack those refused or taken back
 */
record HarmTrial(String name, HarmMeter all, HarmMeter known, int accepted, int takenBack) {
    private static final int ODD_SAMPLES_EVERY = 150;

    static HarmTrial of(BadStream stream) throws IOException, ReflectiveOperationException, InterruptedException {
        var all = new HarmMeter();
        var known = new HarmMeter();
        var labels = Set.copyOf(stream.pack().labels());
        try (var device = new TrialDevice(stream.pack())) {
            var meanings = new Meanings(device);
            for (int frame = 0; frame < BadStream.FRAMES; frame++) {
                var sample = stream.next();
                var answer = device.frame(sample.features(), sample.truth());
                boolean right = answer.label().equals(sample.truth())
                        || !labels.contains(answer.label()) && meanings.mean(answer.label(), sample.truth());
                boolean frozen = answer.frozen().equals(sample.truth());
                all.frame(right, frozen);
                if (labels.contains(sample.truth())) {
                    known.frame(right, frozen);
                }
                if (sample.told() != null) {
                    device.tell(new LabelFrame("f" + frame, frame, answer.label(), sample.told()));
                }
                if (stream.kind == BadStream.Kind.LABEL_NOISE && frame % ODD_SAMPLES_EVERY == 0) {
                    labelOddSamples(device, stream, frame);
                }
            }
            long taken = device.history().stream()
                    .filter(record -> record.outcome() == AdaptationRecord.Outcome.ACCEPTED).count();
            return new HarmTrial(stream.name(), all, known, (int) taken, device.history().size() - (int) taken);
        }
    }

    /** A person works off what was put aside, and is often wrong. */
    private static void labelOddSamples(TrialDevice device, BadStream stream, int frame) {
        int number = 0;
        for (var sample : device.quarantine().samples()) {
            if (sample.status() == Status.PENDING) {
                device.tell(new LabelQuarantined("q" + frame + "-" + number++, List.of(sample.id()),
                        stream.noisy(sample.truth())));
            }
        }
    }

    /** What pseudo-classes stand for at the moment. */
    private static final class Meanings {
        private final TrialDevice device;
        private final Map<String, String> truths = new HashMap<>();
        private List<AdaptationRecord> history = List.of();
        private final Map<String, String> meanings = new HashMap<>();

        Meanings(TrialDevice device) {
            this.device = device;
        }

        boolean mean(String label, String truth) {
            if (!device.history().equals(history)) {
                history = device.history();
                meanings.clear();
                device.quarantine().samples().forEach(this::remember);
            }
            return truth.equals(meanings.computeIfAbsent(label, this::majority));
        }

        private void remember(QuarantinedSample sample) {
            truths.put(sample.id(), sample.truth());
        }

        private String majority(String label) {
            var counts = new HashMap<String, Integer>();
            int total = 0;
            for (var record : history) {
                if (record.outcome() == AdaptationRecord.Outcome.ACCEPTED && record.label().equals(label)) {
                    for (var id : record.sampleIds()) {
                        counts.merge(truths.getOrDefault(id, ""), 1, Integer::sum);
                        total++;
                    }
                }
            }
            for (var entry : counts.entrySet()) {
                if (2 * entry.getValue() > total) {
                    return entry.getKey();
                }
            }
            return "";
        }
    }
}
