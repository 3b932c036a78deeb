package org.tinylcm.extractor.tflite.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How to start a child process that can load the runtime.
 *
 * @param classPath where its classes are
 * @param properties system properties it needs to find the native code, as {@code -Dname=value}
 */
record ChildJvm(String classPath, List<String> properties) {

    /** Small, quick to start, and silent when it crashes. */
    private static final List<String> OPTIONS = List.of("-Xmx64m", "-Xss512k", "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-XX:-CreateCoredumpOnCrash", "-XX:-UsePerfData",
            "-XX:+SuppressFatalErrorMessage", "-Djava.awt.headless=true");

    List<String> command(List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command()
                .orElseGet(() -> Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(OPTIONS);
        command.addAll(properties);
        command.add("-cp");
        command.add(classPath);
        command.add(Trial.class.getName());
        command.addAll(arguments);
        return command;
    }
}
