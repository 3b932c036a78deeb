package org.tinylcm.pack.internal.fit;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.tinylcm.model.NeighbourRule.Metric;

/**
 * Chooses the samples that stand for a class: k-medoids by alternation (Park and Jun, A simple and fast algorithm for
 * K-medoids clustering, 2009), begun like k-means++ (Arthur and Vassilvitskii, 2007). Medoids lie where the class is
 * dense and cover its modes, whereas farthest-point choice prefers outliers.
 */
public final class Medoids {
    private static final int MAX_ROUNDS = 20;
    /** Members of a cluster among which its medoid is sought; more would cost time with their square. */
    private static final int MAX_MEMBERS = 400;

    private final float[] features;
    private final int dimension;
    private final Metric metric;
    private final int[] candidates;

    private Medoids(float[] features, int dimension, Metric metric, int[] candidates) {
        this.features = features;
        this.dimension = dimension;
        this.metric = metric;
        this.candidates = candidates;
    }

    /**
     * @param features row-major samples
     * @param candidates indices of one class's samples
     * @param count how many to choose
     * @return the chosen indices, ascending; all if there are not more
     */
    public static int[] choose(float[] features, int dimension, Metric metric, int[] candidates, int count,
            SplittableRandom random) {
        var chosen = candidates.clone();
        if (candidates.length > count) {
            chosen = new Medoids(features, dimension, metric, candidates).choose(count, random);
        }
        Arrays.sort(chosen);
        return chosen;
    }

    private int[] choose(int count, SplittableRandom random) {
        var medoids = seeds(count, random);
        var nearest = new int[candidates.length];
        for (int round = 0; round < MAX_ROUNDS; round++) {
            assign(medoids, nearest);
            if (!move(medoids, nearest)) {
                break;
            }
        }
        return medoids;
    }

    /** Each further seed is drawn with a probability that grows with the squared distance to the seeds so far. */
    private int[] seeds(int count, SplittableRandom random) {
        var seeds = new int[count];
        var squares = new double[candidates.length];
        Arrays.fill(squares, 1);
        for (int k = 0; k < count; k++) {
            var total = 0.0;
            for (var square : squares) {
                total += square;
            }
            var at = pick(squares, random.nextDouble() * total);
            seeds[k] = candidates[at];
            for (int i = 0; i < squares.length; i++) {
                var distance = distance(seeds[k], candidates[i]);
                squares[i] = k == 0 ? distance * distance : Math.min(squares[i], distance * distance);
            }
            for (int i = 0; i < squares.length; i++) {
                squares[i] = isSeed(seeds, k, candidates[i]) ? 0 : Math.max(squares[i], Double.MIN_NORMAL);
            }
        }
        return seeds;
    }

    private static boolean isSeed(int[] seeds, int last, int candidate) {
        for (int i = 0; i <= last; i++) {
            if (seeds[i] == candidate) {
                return true;
            }
        }
        return false;
    }

    private static int pick(double[] weights, double target) {
        var sum = 0.0;
        var last = -1;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                sum += weights[i];
                last = i;
                if (sum > target) {
                    break;
                }
            }
        }
        return last;
    }

    private void assign(int[] medoids, int[] nearest) {
        for (int i = 0; i < candidates.length; i++) {
            var best = Double.POSITIVE_INFINITY;
            for (int k = 0; k < medoids.length; k++) {
                var distance = medoids[k] == candidates[i] ? -1 : distance(medoids[k], candidates[i]);
                if (distance < best) {
                    best = distance;
                    nearest[i] = k;
                }
            }
        }
    }

    private boolean move(int[] medoids, int[] nearest) {
        var moved = false;
        for (int k = 0; k < medoids.length; k++) {
            var cluster = k;
            var members = IntStream.range(0, candidates.length)
                    .filter(i -> nearest[i] == cluster).map(i -> candidates[i]).limit(MAX_MEMBERS).toArray();
            var best = cost(medoids[k], members);
            for (var member : members) {
                var cost = cost(member, members);
                if (cost < best * (1 - 1e-12)) {
                    best = cost;
                    medoids[k] = member;
                    moved = true;
                }
            }
        }
        return moved;
    }

    private double cost(int medoid, int[] members) {
        var sum = 0.0;
        for (var member : members) {
            sum += distance(medoid, member);
        }
        return sum;
    }

    private double distance(int a, int b) {
        return Distances.between(metric, features, a * dimension, features, b * dimension, dimension);
    }
}
