package org.tinylcm.sign;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.tinylcm.protocol.update.KeyDoc;
import org.tinylcm.protocol.update.KeyRingDoc;
import org.tinylcm.release.Ed25519;
import org.tinylcm.release.KeyFiles;
import org.tinylcm.release.ReleaseSigner;
import org.tinylcm.release.TrustStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tiny sign keyring}. */
@Command(name = "keyring", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Make the list of keys that devices trust; the first one is put on a device by hand, each further"
                + " one follows it by the signatures of the root keys.")
final class KeyRingCommand implements Callable<Integer> {
    @Mixin
    private KeyFolder keys = new KeyFolder();

    @Option(names = "--root", required = true, paramLabel = "NAME", description = "key that signs key rings; repeat it")
    private List<String> roots = new ArrayList<>();

    @Option(names = "--release", required = true, paramLabel = "NAME",
            description = "key that signs releases; repeat it")
    private List<String> releases = new ArrayList<>();

    @Option(names = "--only", paramLabel = "NAME=PATTERN",
            description = "let a release key sign only artifacts of such names, e.g. models=clothes*; repeat it")
    private Map<String, String> only = new LinkedHashMap<>();

    @Option(names = "--threshold", paramLabel = "N", defaultValue = "1",
            description = "different keys that must sign (default: ${DEFAULT-VALUE})")
    private int threshold;

    @Option(names = "--days", paramLabel = "N", defaultValue = "730",
            description = "days until it expires (default: ${DEFAULT-VALUE})")
    private int days;

    @Option(names = "--follows", paramLabel = "FILE", description = "the key ring before this one")
    private Path older;

    @Option(names = "--sign-with", paramLabel = "NAME",
            description = "root keys of the one before, as far as they are not among --root; repeat it")
    private List<String> further = new ArrayList<>();

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "file to write")
    private Path out;

    @Override
    public Integer call() throws IOException {
        var listed = new ArrayList<KeyDoc>();
        for (var name : roots) {
            listed.add(key(name, KeyDoc.ROOT, List.of()));
        }
        for (var name : releases) {
            listed.add(key(name, KeyDoc.RELEASE, only.containsKey(name) ? List.of(only.get(name).split(","))
                    : List.of()));
        }
        var before = older == null ? null : Documents.read(older);
        var version = before == null ? 1 : Documents.ring(before, older).version() + 1;
        var ring = new KeyRingDoc(KeyRingDoc.VERSION, version, Instant.now().truncatedTo(ChronoUnit.SECONDS)
                .plus(Duration.ofDays(days)), threshold, listed);
        var signers = new LinkedHashSet<>(roots);
        signers.addAll(further);
        var signed = ReleaseSigner.sign(ring, keys.pairs(List.copyOf(signers)));
        // Nothing is written that a device would not take.
        TrustStore.root(signed);
        if (before != null) {
            TrustStore.root(before).next(signed);
        }
        Documents.write(out, signed);
        System.out.println("key ring " + version + ", " + listed.size() + " keys, until " + ring.expires() + ": " + out);
        return 0;
    }

    private KeyDoc key(String name, String role, List<String> names) throws IOException {
        PublicKey key = KeyFiles.publicKey(keys.folder().resolve(name + ".pub"));
        return new KeyDoc(Ed25519.id(key), Base64.getEncoder().encodeToString(key.getEncoded()), role, names);
    }
}
