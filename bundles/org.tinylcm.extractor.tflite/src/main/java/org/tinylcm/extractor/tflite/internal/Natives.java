package org.tinylcm.extractor.tflite.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * Puts the bundle's native libraries where the system can load them. Java loads one library file for one class loader
 * only, and an updated bundle has a new class loader while the old one may still be around: so each class loader of a
 * process gets a folder of its own, numbered from 1. The first one is kept and used again by the next process.
 */
final class Natives {
    /** Shared by all class loaders of the process, hence a system property. */
    private static final String GENERATION = "tinylcm.tflite.generation";
    private static final List<String> LIBRARIES = List.of("org/bytedeco/javacpp/%s/libjnijavacpp.so",
            "org/bytedeco/tensorflowlite/%s/libjnitensorflowlite.so");
    private static final String JAR = "trial.jar";
    private static Path prepared;

    private Natives() {
    }

    /** Must be called before any class of the runtime is used. Does its work once for each class loader. */
    static synchronized void prepare(BundleContext context, Path folder) {
        if (prepared != null) {
            return;
        }
        int generation;
        synchronized (System.getProperties()) {
            generation = Integer.getInteger(GENERATION, 0) + 1;
            System.setProperty(GENERATION, Integer.toString(generation));
        }
        var target = folder.resolve("natives-" + generation);
        try {
            if (generation == 1) {
                clean(folder);
            }
            extract(context.getBundle(), target);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put the native libraries into " + target, e);
        }
        for (var property : properties(target)) {
            var parts = property.substring(2).split("=", 2);
            System.setProperty(parts[0], parts[1]);
        }
        prepared = target;
    }

    /** For a child process: the classes in a jar of their own, since a framework may keep its bundles in any form. */
    static synchronized ChildJvm child(BundleContext context) {
        var jar = prepared.resolve(JAR);
        if (!Files.exists(jar)) {
            try {
                var unfinished = prepared.resolve(JAR + ".tmp");
                writeClasses(context.getBundle(), unfinished);
                Files.move(unfinished, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + jar, e);
            }
        }
        return new ChildJvm(jar.toString(), properties(prepared));
    }

    private static void writeClasses(Bundle bundle, Path jar) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.setLevel(Deflater.BEST_SPEED);
            for (var root : List.of("org/bytedeco", "META-INF/maven",
                    Natives.class.getPackageName().replace('.', '/'))) {
                for (var url : Collections.list(bundle.findEntries(root, "*", true))) {
                    var name = url.getPath().substring(1);
                    if (name.endsWith(".class") || name.endsWith(".properties")) {
                        zip.putNextEntry(new ZipEntry(name));
                        try (var in = url.openStream()) {
                            in.transferTo(zip);
                        }
                    }
                }
            }
        }
    }

    /** What earlier processes have left: libraries of updated bundles, and files of trials that were cut off. */
    private static void clean(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (var entries = Files.newDirectoryStream(folder, "{natives-*,trial*}")) {
            for (var entry : entries) {
                if (!entry.endsWith("natives-1")) {
                    delete(entry);
                }
            }
        }
    }

    private static void delete(Path entry) throws IOException {
        if (Files.isDirectory(entry)) {
            try (var files = Files.newDirectoryStream(entry)) {
                for (var file : files) {
                    Files.delete(file);
                }
            }
        }
        Files.delete(entry);
    }

    /** Where to look for libraries; no limits of its own on memory, and no thread that would pin the class loader. */
    private static List<String> properties(Path libraries) {
        var properties = new ArrayList<String>();
        properties.add("-Dorg.bytedeco.javacpp.pathsFirst=true");
        properties.add("-Dorg.bytedeco.javacpp.platform.preloadpath=" + libraries);
        properties.add("-Dorg.bytedeco.javacpp.cachedir=" + libraries);
        properties.add("-Dorg.bytedeco.javacpp.nopointergc=true");
        properties.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=0");
        return properties;
    }

    private static void extract(Bundle bundle, Path target) throws IOException {
        // Changes with every update, so that libraries of an older version are replaced.
        var stamp = bundle.getVersion() + " " + bundle.getLastModified();
        var mark = target.resolve("complete");
        if (Files.exists(mark) && Files.readString(mark).equals(stamp)) {
            return;
        }
        Files.createDirectories(target);
        Files.deleteIfExists(mark);
        Files.deleteIfExists(target.resolve(JAR));
        for (var library : LIBRARIES) {
            var entry = bundle.getEntry(library.formatted(platform()));
            if (entry == null) {
                throw new IllegalStateException("there is no native code for " + platform() + " in this bundle");
            }
            var file = target.resolve(library.substring(library.lastIndexOf('/') + 1));
            // A new file, never new bytes in one that some process may have loaded.
            Files.deleteIfExists(file);
            try (var in = entry.openStream()) {
                Files.copy(in, file);
            }
        }
        Files.writeString(mark, stamp);
    }

    private static String platform() {
        var architecture = System.getProperty("os.arch");
        var name = switch (architecture) {
            case "amd64" -> "x86_64";
            case "aarch64" -> "arm64";
            default -> architecture;
        };
        return System.getProperty("os.name").toLowerCase(Locale.ROOT) + "-" + name;
    }
}
