package org.tinylcm.pipeline;

import org.tinylcm.drift.Verdict;

/** A monitor's verdict on one frame. */
public record MonitorVerdict(String monitor, Verdict verdict) {
}
