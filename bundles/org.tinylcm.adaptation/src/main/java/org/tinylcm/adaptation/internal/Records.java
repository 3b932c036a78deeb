package org.tinylcm.adaptation.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tinylcm.adapt.AdaptationRecord;
import org.tinylcm.adapt.AdaptationRecord.Outcome;

/** Variants of a record, and its form in the audit trail. */
final class Records {

    private Records() {
    }

    static AdaptationRecord withSnapshot(AdaptationRecord record, String snapshot) {
        return new AdaptationRecord(record.id(), record.at(), record.frame(), record.trigger(), record.label(),
                record.sampleIds(), record.outcome(), record.reason(), record.before(), record.after(), snapshot);
    }

    static AdaptationRecord rolledBack(AdaptationRecord record, String reason, Map<String, Double> figures) {
        return new AdaptationRecord(record.id(), record.at(), record.frame(), record.trigger(), record.label(),
                record.sampleIds(), Outcome.ROLLED_BACK, reason, record.before(), union(record.after(), figures),
                record.snapshot());
    }

    static Map<String, Double> union(Map<String, Double> some, Map<String, Double> others) {
        var union = new LinkedHashMap<>(some);
        union.putAll(others);
        return union;
    }

    static Map<String, Object> details(AdaptationRecord record) {
        var details = new LinkedHashMap<String, Object>();
        details.put("id", record.id());
        details.put("label", record.label());
        details.put("trigger", record.trigger());
        details.put("frame", record.frame());
        details.put("samples", record.sampleIds());
        details.put("reason", record.reason());
        details.put("before", record.before());
        details.put("after", record.after());
        details.put("snapshot", record.snapshot());
        return details;
    }
}
