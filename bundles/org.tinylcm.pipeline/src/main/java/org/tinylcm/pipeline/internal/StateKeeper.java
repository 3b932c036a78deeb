package org.tinylcm.pipeline.internal;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tinylcm.state.ComponentState;
import org.tinylcm.state.StateManager;
import org.tinylcm.state.Stateful;

/**
 * Carries the state of stages over their replacement, and to and from the disk. A new stage gets its state just before
 * the first frame that it sees, when the model in use is certain. Guarded by the pipeline's frame lock.
 */
final class StateKeeper {
    private static final System.Logger logger = System.getLogger(StateKeeper.class.getName());

    private final List<Stateful> fresh = new ArrayList<>();
    private final Map<Stateful, String> live = new IdentityHashMap<>();
    private final Map<String, ComponentState> carried = new HashMap<>();
    private String modelId = "";
    private boolean loaded;

    /** Harmless when told twice: a stage is known by two of its services. */
    void arrived(Stateful stage) {
        if (!live.containsKey(stage) && fresh.stream().noneMatch(known -> known == stage)) {
            fresh.add(stage);
        }
    }

    /** Harmless when told twice. */
    void left(Stateful stage) {
        fresh.removeIf(known -> known == stage);
        if (live.containsKey(stage)) {
            collect(stage, carried);
            live.remove(stage);
        }
    }

    /** True if the next frame needs {@link #settle} first. */
    boolean unsettled(String model) {
        return !fresh.isEmpty() || !model.equals(modelId);
    }

    /**
     * Gives every new stage the state that belongs to the model in use.
     *
     * @param states where states are kept, or null if that is missing
     */
    void settle(String model, StateManager states) {
        if (!model.equals(modelId)) {
            // Stages that outlive a change of the model get the state that belongs to the new one.
            fresh.addAll(live.keySet());
            live.clear();
            carried.clear();
            loaded = false;
            modelId = model;
        }
        if (!loaded && states != null) {
            states.latest(model).forEach(carried::putIfAbsent);
            loaded = true;
        }
        for (var stage : fresh) {
            var state = carried.get(stage.stateName());
            if (state != null) {
                restore(stage, state);
            }
            live.put(stage, stage.stateName());
        }
        fresh.clear();
    }

    /** States of all stages, those included that are being replaced at the moment. */
    Map<String, ComponentState> collect() {
        var states = new TreeMap<>(carried);
        live.keySet().forEach(stage -> collect(stage, states));
        return states;
    }

    String modelId() {
        return modelId;
    }

    /** Puts every stage back to the states given; a stage without one there stays as it is. */
    void rollback(Map<String, ComponentState> states) {
        for (var stage : live.keySet()) {
            var state = states.get(stage.stateName());
            if (state != null && stage.rollsBack()) {
                stage.restoreState(state);
            }
        }
    }

    private static void collect(Stateful stage, Map<String, ComponentState> into) {
        try {
            into.put(stage.stateName(), stage.saveState());
        } catch (RuntimeException e) {
            logger.log(Level.ERROR, "State of " + stage.stateName() + " cannot be saved; its earlier state is kept", e);
        }
    }

    private static void restore(Stateful stage, ComponentState state) {
        try {
            stage.restoreState(state);
        } catch (RuntimeException e) {
            logger.log(Level.WARNING, "{0} starts afresh, its saved state cannot be used: {1}", stage.stateName(),
                    e.getMessage());
        }
    }
}
