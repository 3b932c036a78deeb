package org.tinylcm.quarantine.internal;

import java.util.List;
import java.util.Map;
import org.tinylcm.quarantine.QuarantinedSample;

/** What happened to the shelf, as the log keeps it. */
sealed interface Entry {

    /** Running time of the quarantine at that moment, milliseconds; see {@link RunningTime}. */
    long time();

    record Offered(long time, QuarantinedSample sample) implements Entry {
    }

    record Marked(long time, List<String> ids, QuarantinedSample.Status status, String label) implements Entry {
    }

    record Cleared(long time) implements Entry {
    }

    /** Counters by name; takes the place of what was counted from the entries before. */
    record Counted(long time, Map<String, Long> counters) implements Entry {
    }
}
