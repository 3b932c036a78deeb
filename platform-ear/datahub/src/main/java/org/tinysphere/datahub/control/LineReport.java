package org.tinysphere.datahub.control;

import java.util.ArrayList;
import java.util.List;

/** How many documents of a package were right, and what was wrong with the first of the others. For one thread. */
public final class LineReport {
    private static final int SHOWN = 3;
    private final List<String> reasons = new ArrayList<>();
    private long good;
    private long bad;

    public void good() {
        good++;
    }

    /** @param reason names member, line and rule */
    public void bad(String reason) {
        bad++;
        if (reasons.size() < SHOWN) {
            reasons.add(reason);
        }
    }

    public long lines() {
        return good + bad;
    }

    public long badLines() {
        return bad;
    }

    /** True if there was something, and none of it was right. */
    boolean hopeless() {
        return bad > 0 && good == 0;
    }

    /** For people; null if everything was right. */
    public String summary() {
        return bad == 0 ? null : bad + " of " + lines() + " lines were left out: " + String.join("; ", reasons)
                + (bad > reasons.size() ? "; …" : "");
    }
}
