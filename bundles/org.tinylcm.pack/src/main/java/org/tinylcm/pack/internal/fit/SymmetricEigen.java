package org.tinylcm.pack.internal.fit;

import java.util.stream.IntStream;

/**
 * Eigenvalues and eigenvectors of a real symmetric matrix: Householder tridiagonalisation, then implicit QR steps with
 * Wilkinson's shift (Golub and Van Loan, Matrix Computations, 4th edition, sections 8.3.1 and 8.3.5). Sequential, so
 * that the same matrix gives the same bits everywhere. Works on rows, which keeps a 1280 x 1280 problem in the cache.
 *
 * @param values eigenvalues, largest first
 * @param vectors unit eigenvectors as rows, in the order of the values
 */
record SymmetricEigen(double[] values, double[][] vectors) {
    private static final double EPSILON = Math.ulp(1.0);
    private static final int MAX_STEPS_PER_VALUE = 60;

    /** @param matrix symmetric, n rows of n; overwritten */
    static SymmetricEigen of(double[][] matrix) {
        var n = matrix.length;
        var diagonal = new double[n];
        var beside = new double[n];
        var rows = tridiagonalise(matrix, diagonal, beside);
        diagonalise(diagonal, beside, rows);
        return sorted(diagonal, rows);
    }

    /** Returns the transposed orthogonal matrix Q with Qᵀ A Q tridiagonal. */
    private static double[][] tridiagonalise(double[][] a, double[] diagonal, double[] beside) {
        var n = a.length;
        var reflectors = new double[n][];
        var p = new double[n];
        for (int k = 0; k < n; k++) {
            diagonal[k] = a[k][k];
            if (k < n - 1) {
                beside[k] = a[k][k + 1];
            }
            if (k >= n - 2) {
                continue;
            }
            var v = a[k].clone();
            var norm = Math.sqrt(dot(v, v, k + 1, n));
            if (norm == 0) {
                continue;
            }
            beside[k] = v[k + 1] > 0 ? -norm : norm;
            v[k + 1] -= beside[k];
            var scale = Math.sqrt(2 / dot(v, v, k + 1, n));
            for (int i = k + 1; i < n; i++) {
                v[i] *= scale;
            }
            reflectors[k] = v;
            for (int i = k + 1; i < n; i++) {
                p[i] = dot(a[i], v, k + 1, n);
            }
            var half = dot(p, v, k + 1, n) / 2;
            for (int i = k + 1; i < n; i++) {
                p[i] -= half * v[i];
            }
            for (int i = k + 1; i < n; i++) {
                var row = a[i];
                var vi = v[i];
                var pi = p[i];
                for (int j = k + 1; j < n; j++) {
                    row[j] -= vi * p[j] + pi * v[j];
                }
            }
        }
        return product(reflectors);
    }

    /** (H₀ H₁ …)ᵀ for reflectors H = I - v vᵀ. */
    private static double[][] product(double[][] reflectors) {
        var n = reflectors.length;
        var q = new double[n][n];
        for (int i = 0; i < n; i++) {
            q[i][i] = 1;
        }
        for (int k = n - 3; k >= 0; k--) {
            var v = reflectors[k];
            if (v == null) {
                continue;
            }
            for (int i = k + 1; i < n; i++) {
                add(q[i], v, -dot(q[i], v, k + 1, n), k + 1, n);
            }
        }
        return q;
    }

    private static void diagonalise(double[] d, double[] e, double[][] rows) {
        var norm = 0.0;
        for (int i = 0; i < d.length; i++) {
            norm = Math.max(norm, Math.abs(d[i]) + Math.abs(e[i]));
        }
        var floor = EPSILON * EPSILON * norm;
        var steps = (long) MAX_STEPS_PER_VALUE * d.length;
        for (int last = d.length - 1; last > 0;) {
            if (negligible(d, e, last - 1, floor)) {
                e[last - 1] = 0;
                last--;
                continue;
            }
            var first = last - 1;
            while (first > 0 && !negligible(d, e, first - 1, floor)) {
                first--;
            }
            if (steps-- == 0) {
                throw new IllegalStateException("eigenvalues do not converge");
            }
            step(d, e, first, last, rows);
        }
    }

    private static boolean negligible(double[] d, double[] e, int i, double floor) {
        return Math.abs(e[i]) <= EPSILON * (Math.abs(d[i]) + Math.abs(d[i + 1])) + floor;
    }

    private static void step(double[] d, double[] e, int first, int last, double[][] rows) {
        var half = (d[last - 1] - d[last]) / 2;
        var root = Math.hypot(half, e[last - 1]);
        var x = d[first] - (d[last] - e[last - 1] / (half + (half < 0 ? -root : root)) * e[last - 1]);
        var z = e[first];
        for (int k = first; k < last; k++) {
            var r = Math.hypot(x, z);
            var c = r == 0 ? 1 : x / r;
            var s = r == 0 ? 0 : z / r;
            if (k > first) {
                e[k - 1] = r;
            }
            var a = d[k];
            var b = e[k];
            var next = d[k + 1];
            d[k] = c * c * a + 2 * c * s * b + s * s * next;
            d[k + 1] = s * s * a - 2 * c * s * b + c * c * next;
            e[k] = c * s * (next - a) + (c * c - s * s) * b;
            if (k < last - 1) {
                x = e[k];
                z = s * e[k + 1];
                e[k + 1] *= c;
            }
            rotate(rows[k], rows[k + 1], c, s);
        }
    }

    private static void rotate(double[] upper, double[] lower, double c, double s) {
        for (int i = 0; i < upper.length; i++) {
            var u = upper[i];
            var l = lower[i];
            upper[i] = c * u + s * l;
            lower[i] = c * l - s * u;
        }
    }

    private static SymmetricEigen sorted(double[] values, double[][] rows) {
        var order = IntStream.range(0, values.length).boxed()
                .sorted((a, b) -> Double.compare(values[b], values[a])).mapToInt(Integer::intValue).toArray();
        var sortedValues = new double[values.length];
        var sortedRows = new double[values.length][];
        for (int i = 0; i < order.length; i++) {
            sortedValues[i] = values[order[i]];
            sortedRows[i] = rows[order[i]];
        }
        return new SymmetricEigen(sortedValues, sortedRows);
    }

    private static double dot(double[] a, double[] b, int from, int to) {
        // Four sums, because one alone waits for itself at every step.
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        var i = from;
        for (; i + 3 < to; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < to; i++) {
            s0 += a[i] * b[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    private static void add(double[] to, double[] v, double factor, int from, int end) {
        for (int i = from; i < end; i++) {
            to[i] += factor * v[i];
        }
    }
}
