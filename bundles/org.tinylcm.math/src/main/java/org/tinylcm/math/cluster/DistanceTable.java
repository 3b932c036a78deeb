package org.tinylcm.math.cluster;

import org.tinylcm.math.kernel.Kernels;

/** All distances between n points: n² floats, so n should stay at a thousand or so. Immutable. */
public final class DistanceTable {
    private final int size;
    private final float[] distances;

    private DistanceTable(int size, float[] distances) {
        this.size = size;
        this.distances = distances;
    }

    /** Euclidean distances of {@code count} points in a row-major block. */
    public static DistanceTable euclidean(float[] rows, int count, int dimension) {
        var kernel = Kernels.best();
        return fill(rows, count, dimension,
                (a, b) -> (float) Math.sqrt(kernel.squaredEuclidean(rows, a, rows, b, dimension)));
    }

    /** Manhattan distances of {@code count} points in a row-major block. */
    public static DistanceTable manhattan(float[] rows, int count, int dimension) {
        var kernel = Kernels.best();
        return fill(rows, count, dimension, (a, b) -> kernel.manhattan(rows, a, rows, b, dimension));
    }

    private interface Metric {
        float distance(int aFrom, int bFrom);
    }

    private static DistanceTable fill(float[] rows, int count, int dimension, Metric metric) {
        if (dimension < 1 || count < 0 || rows.length < (long) count * dimension) {
            throw new IllegalArgumentException(
                    rows.length + " values are not " + count + " points x " + dimension + " features");
        }
        var distances = new float[Math.multiplyExact(count, count)];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < i; j++) {
                float distance = metric.distance(i * dimension, j * dimension);
                distances[i * count + j] = distance;
                distances[j * count + i] = distance;
            }
        }
        return new DistanceTable(count, distances);
    }

    public int size() {
        return size;
    }

    public float between(int a, int b) {
        return distances[a * size + b];
    }

    /** Mean distance of one point to the other members; 0 if there are none. */
    public double meanTo(int point, int[] members) {
        double sum = 0;
        int others = 0;
        for (int member : members) {
            if (member != point) {
                sum += between(point, member);
                others++;
            }
        }
        return others == 0 ? 0 : sum / others;
    }

    /** Mean distance between two different members; 0 for fewer than two. */
    public double spread(int[] members) {
        double sum = 0;
        for (int member : members) {
            sum += meanTo(member, members);
        }
        return members.length == 0 ? 0 : sum / members.length;
    }

    /** Mean distance of a point to its {@code k} nearest members other than itself (fewer if there are fewer). */
    public double nearest(int point, int[] members, int k) {
        var best = new float[k];
        int found = 0;
        for (int member : members) {
            if (member != point) {
                found = insert(best, found, between(point, member));
            }
        }
        double sum = 0;
        for (int i = 0; i < found; i++) {
            sum += best[i];
        }
        return found == 0 ? 0 : sum / found;
    }

    private static int insert(float[] best, int found, float distance) {
        if (found == best.length && !(distance < best[found - 1])) {
            return found;
        }
        int at = found < best.length ? found : found - 1;
        while (at > 0 && best[at - 1] > distance) {
            best[at] = best[at - 1];
            at--;
        }
        best[at] = distance;
        return Math.min(found + 1, best.length);
    }

    /** The distances between these points alone; point i of the result is {@code members[i]}. */
    public DistanceTable only(int[] members) {
        int n = members.length;
        var part = new float[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                part[i * n + j] = between(members[i], members[j]);
            }
        }
        return new DistanceTable(n, part);
    }

    /** A working copy, row-major. */
    float[] copy() {
        return distances.clone();
    }
}
