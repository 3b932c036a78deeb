package org.tinylcm.math.kernel;

import java.util.function.Supplier;
import jdk.incubator.vector.FloatVector;

/** Looks at the processor. Found by name, and only if the Vector API may be used: it may not be there at all. */
final class VectorApi implements Supplier<VectorKernel> {

    @Override
    public VectorKernel get() {
        int lanes = FloatVector.SPECIES_PREFERRED.length();
        if (lanes >= VectorKernel.LANES) {
            return new Vector256Kernel();
        }
        return lanes >= 4 ? new Vector128Kernel() : Kernels.scalar();
    }
}
