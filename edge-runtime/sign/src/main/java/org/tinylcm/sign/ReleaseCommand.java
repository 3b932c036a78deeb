package org.tinylcm.sign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.tinylcm.protocol.update.ReleaseDoc;
import org.tinylcm.protocol.update.SignedDoc;
import org.tinylcm.release.ReleaseSigner;
import org.tinylcm.release.UpdateFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tiny sign release}. */
@Command(name = "release", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Make a signed release: the whole set of bundles that a device is to run, optionally a pack and"
                + " configuration. It is built upon the bundles of a distribution.")
final class ReleaseCommand implements Callable<Integer> {
    @Mixin
    private KeyFolder keys = new KeyFolder();

    @Option(names = "--from", paramLabel = "DIR", description = "a distribution, or a folder of bundles"
            + " (default: the one that was built here)")
    private Path distribution = Path.of(System.getProperty("tinylcm.dist", "."));

    @Option(names = "--replace", paramLabel = "JAR", description = "a bundle that takes the place of the one with its"
            + " symbolic name, or is added; repeat it")
    private List<Path> replace = new ArrayList<>();

    @Option(names = "--remove", paramLabel = "NAME", description = "symbolic name of a bundle to leave out; repeat it")
    private List<String> remove = new ArrayList<>();

    @Option(names = "--pack", paramLabel = "FILE", description = "a model pack; without one the device keeps its own")
    private Path pack;

    @Option(names = "--set", paramLabel = "PID/KEY=VALUE", description = "a configuration value; repeat it")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--name", required = true, paramLabel = "TEXT", description = "name for people, e.g. 1.4.0")
    private String name;

    @Option(names = "--number", required = true, paramLabel = "N",
            description = "higher than that of every release before")
    private long number;

    @Option(names = "--target", paramLabel = "class:NAME|device:ID", description = "who may take it"
            + " (default: class:default); repeat it")
    private List<String> targets = new ArrayList<>();

    @Option(names = "--days", paramLabel = "N", defaultValue = "90",
            description = "days until it expires (default: ${DEFAULT-VALUE})")
    private int days;

    @Option(names = "--key", required = true, paramLabel = "NAME", description = "release key to sign with; repeat it")
    private List<String> signers = new ArrayList<>();

    @Option(names = "--ring", paramLabel = "FILE", description = "a newer key ring to bring along; repeat it in order")
    private List<Path> rings = new ArrayList<>();

    @Option(names = "--whole", description = "put every file in, not only those that were replaced: for devices that"
            + " do not have this distribution")
    private boolean whole;

    @Option(names = "--out", required = true, paramLabel = "FILE.tlcu", description = "file to write")
    private Path out;

    @Override
    public Integer call() throws IOException {
        var artifacts = new Artifacts();
        var bundles = distribution.resolve("bundles");
        artifacts.folder(Files.isDirectory(bundles) ? bundles : distribution);
        for (var jar : replace) {
            artifacts.bundle(jar);
        }
        remove.forEach(artifacts::remove);
        if (pack != null) {
            artifacts.pack(pack);
        }
        var issued = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var release = new ReleaseDoc(ReleaseDoc.VERSION, name, number, issued, issued.plus(Duration.ofDays(days)),
                targets.isEmpty() ? List.of("class:default") : targets, artifacts.documents(), configuration(),
                artifacts.packName());
        var signed = ReleaseSigner.sign(release, keys.pairs(signers));
        var keyRings = new ArrayList<SignedDoc>();
        for (var ring : rings) {
            keyRings.add(Documents.read(ring));
        }
        var temporary = out.resolveSibling(out.getFileName() + ".tmp");
        try (var file = Files.newOutputStream(temporary)) {
            UpdateFile.write(signed, keyRings, artifacts.files(whole), file);
        }
        Files.move(temporary, out, StandardCopyOption.REPLACE_EXISTING);
        System.out.println("release " + name + ", number " + number + ", " + release.artifacts().size()
                + " artifacts, " + artifacts.files(whole).size() + " of them in the file, until " + release.expires()
                + ": " + out + ", " + Files.size(out) + " bytes");
        return 0;
    }

    private Map<String, Map<String, String>> configuration() {
        var values = new LinkedHashMap<String, Map<String, String>>();
        settings.forEach((key, value) -> {
            var slash = key.indexOf('/');
            if (slash < 1) {
                throw new IllegalArgumentException("--set: '" + key + "' is not PID/KEY");
            }
            values.computeIfAbsent(key.substring(0, slash), pid -> new LinkedHashMap<>())
                    .put(key.substring(slash + 1), value);
        });
        return values;
    }
}
