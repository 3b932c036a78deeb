package org.tinylcm.math.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelsTest {
    private static final String C2 = "mixed mode, sharing";

    @Test
    void choosesTheVectorApiWhereModuleAndOptimisingCompilerAreThere() {
        assertThat(Kernels.choose("auto", C2).name()).startsWith("vector-");
    }

    @Test
    void doesNotChooseTheVectorApiWithoutTheOptimisingCompiler() {
        assertThat(Kernels.choose("auto", "mixed mode, emulated-client, sharing").name()).isEqualTo("scalar");
        assertThat(Kernels.choose("auto", "interpreted mode").name()).isEqualTo("scalar");
    }

    @Test
    void obeysOnAndOff() {
        assertThat(Kernels.choose("off", C2).name()).isEqualTo("scalar");
        assertThat(Kernels.choose(" ON ", "interpreted mode").name()).startsWith("vector-");
    }
}
