package org.tinylcm.math.drift;

import java.util.Random;
import java.util.function.DoubleSupplier;
import org.tinylcm.math.drift.EpisodeGate.Phase;

/** Seeded streams and monitors for tests. */
final class Streams {
    static final ReferencePolicy REFERENCE = new ReferencePolicy(100, 0.05, 50, 1e-3, 0.01);

    private Streams() {
    }

    static DoubleSupplier gaussian(long seed) {
        return new Random(seed)::nextGaussian;
    }

    static DoubleSupplier bernoulli(double p, long seed) {
        var random = new Random(seed);
        return () -> random.nextDouble() < p ? 1 : 0;
    }

    /** Skewed as neighbour distances are. */
    static DoubleSupplier gamma(long seed) {
        var random = new Random(seed);
        return () -> -Math.log((1 - random.nextDouble()) * (1 - random.nextDouble()) * (1 - random.nextDouble()));
    }

    static DoubleSupplier autoregressive(double rho, long seed) {
        var random = new Random(seed);
        var state = new double[] {random.nextGaussian()};
        return () -> state[0] = rho * state[0] + Math.sqrt(1 - rho * rho) * random.nextGaussian();
    }

    static float[] take(DoubleSupplier stream, int count) {
        var taken = new float[count];
        for (int i = 0; i < count; i++) {
            taken[i] = (float) stream.getAsDouble();
        }
        return taken;
    }

    static ScoreMonitor monitor(Method method, Direction direction, double arl, float[] known) {
        return new ScoreMonitor(DetectorPlan.of(method, direction, arl), REFERENCE, EpisodeGate.Policy.DEFAULT, known);
    }

    /** Frames until the first onset, at most {@code limit}. */
    static int untilOnset(ScoreMonitor monitor, DoubleSupplier stream, int limit) {
        for (int i = 1; i <= limit; i++) {
            if (monitor.accept(stream.getAsDouble()) == Phase.DRIFT) {
                return i;
            }
        }
        return limit;
    }
}
