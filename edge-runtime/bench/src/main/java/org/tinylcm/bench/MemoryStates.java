package org.tinylcm.bench;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tinylcm.state.ComponentState;
import org.tinylcm.state.SnapshotInfo;
import org.tinylcm.state.StateManager;

/** States without a disk, as many snapshots as a device keeps: thousands of labels must not wait for fsync here. */
final class MemoryStates implements StateManager {
    private static final int KEEP = 10;

    private record Kept(SnapshotInfo info, Map<String, ComponentState> states) {
    }

    private final ArrayDeque<Kept> kept = new ArrayDeque<>();
    private Map<String, ComponentState> latest = Map.of();
    private long number;

    @Override
    public Map<String, ComponentState> latest(String modelId) {
        return latest;
    }

    @Override
    public void save(String modelId, Map<String, ComponentState> states) {
        latest = states;
    }

    @Override
    public SnapshotInfo snapshot(String modelId, String reason, Map<String, ComponentState> states) {
        var info = new SnapshotInfo(Long.toString(number++), Instant.EPOCH, reason, modelId,
                List.copyOf(states.keySet()), 0);
        kept.addFirst(new Kept(info, states));
        while (kept.size() > KEEP) {
            kept.removeLast();
        }
        return info;
    }

    @Override
    public List<SnapshotInfo> snapshots() {
        var infos = new ArrayList<SnapshotInfo>();
        kept.forEach(one -> infos.add(one.info()));
        return infos;
    }

    @Override
    public Optional<Map<String, ComponentState>> read(String id) {
        return kept.stream().filter(one -> one.info().id().equals(id)).map(Kept::states).findFirst();
    }

    @Override
    public List<String> diff(String olderId, String newerId) {
        return List.of();
    }
}
