package org.tinylcm.updater.internal;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.BundleContext;
import org.tinylcm.pipeline.Pipeline;
import org.tinylcm.pipeline.PipelineStatus;
import org.tinylcm.release.set.SetFile.Item;

/** Replaces one bundle of a running device again and again, by the updater's own code. */
public final class SwapLoop {
    private static final int STEP_SECONDS = 30;
    private static final long LOOK_NANOS = 60_000_000_000L;

    private final Swap swap;
    private final Pipeline pipeline;

    public SwapLoop(BundleContext context, Pipeline pipeline) {
        swap = new Swap(context, new Steps(STEP_SECONDS), new Points(null));
        this.pipeline = pipeline;
    }

    /**
     * How long a swap took.
     *
     * @param finishNanos until the frame was through that was looked at when the swap was asked for
     * @param heldNanos from then on, until frames flowed again: as the updater counts it
     */
    public record Times(long finishNanos, long heldNanos) {
    }

    /** One swap: frames held, bundle replaced, stages back, frames flow. */
    public Times swap(String name, Path from, Path to) throws InterruptedException {
        var asked = System.nanoTime();
        pipeline.pause();
        var begin = System.nanoTime();
        swap.run(contents(name, from), contents(name, to), Map.of(name, to), () -> { });
        while (pipeline.status().state() != PipelineStatus.State.PAUSED) {
            if (System.nanoTime() - begin > LOOK_NANOS) {
                throw new IllegalStateException(pipeline.status().detail());
            }
            Thread.onSpinWait();
        }
        pipeline.resume();
        return new Times(begin - asked, System.nanoTime() - begin);
    }

    /** Bundles whose wiring the last swap made anew. */
    public int refreshed() {
        return swap.refreshed();
    }

    private static Contents contents(String name, Path jar) {
        return new Contents(new TreeMap<>(Map.of(name, new Item(name, "1", jar.toString()))),
                Map.of(name, name + ".jar"), null, Map.of());
    }
}
