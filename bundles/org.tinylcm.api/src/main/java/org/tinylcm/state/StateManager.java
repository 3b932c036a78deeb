package org.tinylcm.state;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps states on disk: the latest one (for the next start) and a bounded number of snapshots (to roll back to).
 * Writes are atomic: after a power cut the previous or the new file is there, never a part of one. Safe for any
 * thread. It knows nothing of stages: whoever calls it collects their states between frames.
 */
@ProviderType
public interface StateManager {

    /**
     * The latest state saved for a pack; if the newest file is damaged, the one before it.
     *
     * @return states by stage name, empty if there is none for this pack
     */
    Map<String, ComponentState> latest(String modelId);

    /** Saves what the next start should find. On return it is on disk. */
    void save(String modelId, Map<String, ComponentState> states);

    /**
     * Adds a snapshot; beyond the number to keep the oldest goes. On return it is on disk.
     *
     * @return its id
     */
    SnapshotInfo snapshot(String modelId, String reason, Map<String, ComponentState> states);

    /** Snapshots, newest first; a damaged one is left out. */
    List<SnapshotInfo> snapshots();

    /**
     * Reads a snapshot.
     *
     * @return empty if there is none of that id
     * @throws org.tinylcm.input.BadInputException it is damaged
     */
    Optional<Map<String, ComponentState>> read(String id);

    /** Differences between two snapshots, one line each, in the form {@code stage.key: old -> new}. */
    List<String> diff(String olderId, String newerId);
}
