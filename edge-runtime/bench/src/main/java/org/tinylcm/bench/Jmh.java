package org.tinylcm.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs JMH in processes of its own; what it prints goes to a log beside the results. */
final class Jmh {
    static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "--add-modules", "jdk.incubator.vector");

    /**
     * @param value time per operation (or operations per time, as the benchmark says)
     * @param error half of the 99.9 % confidence interval; NaN for too few measurements
     * @param bytes allocated per operation
     */
    record Score(double value, double error, double bytes) {
        String spread() {
            return Double.isNaN(error) ? "" : "+- " + Text.number(error);
        }
    }

    private Jmh() {
    }

    /**
     * @param methods regular expression for the methods of the benchmark class
     * @param parameters values by name of the parameter
     * @param more further options of the virtual machine
     * @return scores by {@code method} and values of the parameters in the order of their names, joined by a blank
     */
    static Map<String, Score> run(Settings settings, Class<?> type, String methods,
            Map<String, List<String>> parameters, String... more) throws RunnerException {
        System.out.println("   " + type.getSimpleName() + "." + methods + " " + parameters + " "
                + String.join(" ", more));
        var arguments = new ArrayList<>(FLAGS);
        arguments.addAll(List.of(more));
        var options = new OptionsBuilder().include("^" + type.getName().replace(".", "\\.") + "\\.(" + methods + ")$")
                .shouldFailOnError(true).jvmArgs(arguments.toArray(String[]::new)).addProfiler(GCProfiler.class)
                .output(settings.out().resolve(type.getSimpleName() + "-" + System.nanoTime() + ".log").toString())
                .forks(settings.count(2, 1)).warmupIterations(settings.count(5, 2))
                .measurementIterations(settings.count(5, 3))
                .warmupTime(TimeValue.milliseconds(settings.count(1000, 300)))
                .measurementTime(TimeValue.milliseconds(settings.count(1000, 300)));
        parameters.forEach((name, values) -> options.param(name, values.toArray(String[]::new)));
        var scores = new LinkedHashMap<String, Score>();
        for (var result : new Runner(options.build()).run()) {
            scores.put(key(result), score(result));
        }
        return scores;
    }

    /** JMH's own interface is raw here. */
    @SuppressWarnings("rawtypes")
    private static Score score(RunResult result) {
        var primary = result.getPrimaryResult();
        double bytes = Double.NaN;
        for (var entry : result.getSecondaryResults().entrySet()) {
            if (entry.getKey().endsWith("gc.alloc.rate.norm")) {
                bytes = entry.getValue().getScore();
            }
        }
        return new Score(primary.getScore(), primary.getScoreError(), bytes);
    }

    private static String key(RunResult result) {
        var name = result.getParams().getBenchmark();
        var key = new StringBuilder(name.substring(name.lastIndexOf('.') + 1));
        for (var parameter : result.getParams().getParamsKeys().stream().sorted().toList()) {
            key.append(' ').append(result.getParams().getParam(parameter));
        }
        return key.toString();
    }
}
