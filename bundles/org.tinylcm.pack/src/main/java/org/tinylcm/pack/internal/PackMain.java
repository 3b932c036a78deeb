package org.tinylcm.pack.internal;

import java.io.Console;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.tinylcm.classify.ClassifierFactory;
import org.tinylcm.feature.FeatureExtractorFactory;
import org.tinylcm.pack.internal.build.PackBuilder;
import org.tinylcm.pack.internal.build.CalibratedThresholds;
import picocli.CommandLine;

/** The command {@code pack} of the launcher. */
@Component(service = ToIntFunction.class, property = "tinylcm.main=pack",
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class PackMain implements ToIntFunction<String[]> {
    private final PackBuilder builder;

    @Activate
    public PackMain(BundleContext context, @Reference ClassifierFactory classifiers,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
            FeatureExtractorFactory extractors) {
        this(new PackBuilder(extractors, classifiers, new CalibratedThresholds(),
                context.getBundle().getSymbolicName() + " " + context.getBundle().getVersion()));
    }

    PackMain(PackBuilder builder) {
        this.builder = builder;
    }

    @Override
    public int applyAsInt(String[] arguments) {
        var command = new PackCommand(builder, System.out, new ConsoleProgress(System.err, isTerminal()));
        return new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).execute(arguments);
    }

    /** From Java 22 on there is a console without a terminal too, and a method that tells. */
    private static boolean isTerminal() {
        var console = System.console();
        try {
            return console != null && (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Console.isTerminal cannot be called", e);
        }
    }
}
