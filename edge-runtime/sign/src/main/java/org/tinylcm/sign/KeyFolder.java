package org.tinylcm.sign;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.tinylcm.release.KeyFiles;
import picocli.CommandLine.Option;

/** Where the keys are. */
final class KeyFolder {
    @Option(names = "--keys", paramLabel = "DIR", description = "folder with the keys (default: ~/.tinylcm/keys)")
    private Path folder = Path.of(System.getProperty("user.home"), ".tinylcm", "keys");

    Path folder() {
        return folder;
    }

    KeyPair pair(String name) throws IOException {
        return new KeyPair(KeyFiles.publicKey(folder.resolve(name + ".pub")),
                KeyFiles.privateKey(folder.resolve(name + ".key")));
    }

    List<KeyPair> pairs(List<String> names) throws IOException {
        var pairs = new ArrayList<KeyPair>();
        for (var name : names) {
            pairs.add(pair(name));
        }
        return pairs;
    }
}
