package org.tinylcm.state;

import java.time.Instant;
import java.util.List;

/**
 * A snapshot on disk.
 *
 * @param id sortable by age
 * @param at wall-clock time
 * @param reason why it was taken, e.g. {@code before adaptation shoe_1}
 * @param modelId pack that was in use
 * @param components names of the stages in it
 * @param bytes size on disk
 */
public record SnapshotInfo(String id, Instant at, String reason, String modelId, List<String> components, long bytes) {

    public SnapshotInfo {
        components = List.copyOf(components);
    }
}
