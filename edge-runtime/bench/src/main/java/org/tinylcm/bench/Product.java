package org.tinylcm.bench;

/** y = start + A·x. */
interface Product {

    void apply(float[] x, float[] y);
}
