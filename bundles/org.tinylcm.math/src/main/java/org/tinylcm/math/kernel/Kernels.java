package org.tinylcm.math.kernel;

import java.util.Locale;
import java.util.function.Supplier;

/**
 * Chooses the kernel, once per class loader.
 *
 * <p>System property {@value #PROPERTY}:
 * <ul>
 * <li>{@code auto} (default): the Vector API if module {@code jdk.incubator.vector} is in the boot layer
 * ({@code --add-modules jdk.incubator.vector}), the processor has vectors of at least 128 bits, and the JVM has its
 * optimising compiler C2. Without C2 every vector operation is an object and the Vector API is hundreds of times
 * slower than plain Java, so a start script should add the module only where C2 is on;</li>
 * <li>{@code on}: the Vector API wherever it can be loaded, whatever the compiler;</li>
 * <li>{@code off}: plain Java.</li>
 * </ul>
 * Which one is chosen never changes a result: see {@link VectorKernel}.
 */
public final class Kernels {
    /** System property that selects the kernel. */
    public static final String PROPERTY = "tinylcm.vector";

    private static final VectorKernel BEST = choose(System.getProperty(PROPERTY, "auto"),
            System.getProperty("java.vm.info", ""));

    private Kernels() {
    }

    /** The kernel to use. */
    public static VectorKernel best() {
        return BEST;
    }

    /** Plain Java. */
    public static VectorKernel scalar() {
        return new ScalarKernel();
    }

    static VectorKernel choose(String wish, String vmInfo) {
        return switch (wish.trim().toLowerCase(Locale.ROOT)) {
            case "on" -> vectorOrScalar();
            case "off" -> scalar();
            default -> hasModule() && hasOptimisingCompiler(vmInfo) ? vectorOrScalar() : scalar();
        };
    }

    /** HotSpot calls itself {@code emulated-client} when only C1 may compile. */
    private static boolean hasOptimisingCompiler(String vmInfo) {
        return !vmInfo.contains("emulated-client") && !vmInfo.contains("interpreted mode");
    }

    private static boolean hasModule() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /**
     * Found by name because these classes are compiled on their own, with the incubator module. In a bundle the import
     * of the module's package is optional: only loading shows whether it is there.
     */
    private static VectorKernel vectorOrScalar() {
        try {
            var type = Class.forName(Kernels.class.getPackageName() + ".VectorApi").asSubclass(Supplier.class);
            return (VectorKernel) type.getDeclaredConstructor().newInstance().get();
        } catch (ReflectiveOperationException | LinkageError notThere) {
            return scalar();
        }
    }
}
