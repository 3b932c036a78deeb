package org.tinylcm.math.kernel;

/**
 * Inner products and distances of float vectors that lie in contiguous arrays. Stateless; allocates nothing; safe for any
 * thread.
 *
 * <p><b>Same results everywhere.</b> Every implementation adds in the same order, so that all of them give the same
 * bits on every machine, and a search gives the same neighbours in the same order. Sums use {@value #LANES} partial
 * sums: element i goes to partial sum i mod 8, in order of i. The partial sums s0..s7 are joined as
 * ((s0+s4)+(s2+s6)) + ((s1+s5)+(s3+s7)). The up to 7 elements behind the last multiple of 8 are summed in order on
 * their own and added last. Products are rounded before they are added (no fused multiply-add). Against exact
 * arithmetic the relative error of a sum of d terms of one sign is below (d/8 + 6) · 2^-24, i.e. 2.3e-6 at d = 256.
 *
 * <p>NaN and infinity follow IEEE 754. Offsets and lengths are checked by the array accesses alone.
 */
public interface VectorKernel {
    /** Number of partial sums. */
    int LANES = 8;

    /** Short name for logs and reports: {@code scalar}, {@code vector-128}, {@code vector-256}. */
    String name();

    /** Σ a·b over {@code length} elements. */
    float dot(float[] a, int aFrom, float[] b, int bFrom, int length);

    /** Σ (a-b)² over {@code length} elements. */
    float squaredEuclidean(float[] a, int aFrom, float[] b, int bFrom, int length);

    /** Σ |a-b| over {@code length} elements. */
    float manhattan(float[] a, int aFrom, float[] b, int bFrom, int length);

    /**
     * Σ (a-b)² over {@code length} elements from index 0, for few long sums that must not lose digits: differences are
     * rounded to float, squares and sums are double. Element i goes to partial sum i mod 4; the up to 3 elements behind
     * the last multiple of 4 are then added to s0. Joined as s0 + ((s1+s2)+s3).
     */
    double wideSquaredEuclidean(float[] a, float[] b, int length);

    /**
     * {@link #dot} of one query with many rows.
     *
     * @param query {@code dimension} values from index 0
     * @param rows row-major block
     * @param firstRow first row to take
     * @param count number of rows to take
     * @param out receives {@code count} values from index 0
     */
    void dots(float[] query, float[] rows, int firstRow, int count, int dimension, float[] out);

    /** {@link #squaredEuclidean} of one query to many rows; parameters as in {@link #dots}. */
    void squaredEuclideans(float[] query, float[] rows, int firstRow, int count, int dimension, float[] out);

    /** {@link #manhattan} of one query to many rows; parameters as in {@link #dots}. */
    void manhattans(float[] query, float[] rows, int firstRow, int count, int dimension, float[] out);
}
