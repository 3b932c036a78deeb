package org.tinylcm.sign;

import java.io.IOException;
import org.tinylcm.release.Ed25519;
import org.tinylcm.release.KeyFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tiny sign keys}. */
@Command(name = "keys", mixinStandardHelpOptions = true, description = "Make a pair of Ed25519 keys, or show its id.",
        subcommands = {KeysCommand.New.class, KeysCommand.Show.class})
final class KeysCommand {

    @Command(name = "new", mixinStandardHelpOptions = true,
            description = "Make NAME.key (mode 0600; keep it off every server) and NAME.pub.")
    static final class New implements Runnable {
        @Mixin
        private KeyFolder keys = new KeyFolder();

        @Parameters(paramLabel = "NAME", description = "e.g. root or release")
        private String name;

        @Override
        public void run() {
            if (!name.matches("[A-Za-z0-9_-]{1,40}")) {
                throw new IllegalArgumentException("a name must be 1..40 letters, digits, '-' or '_'");
            }
            var pair = Ed25519.newKeys();
            try {
                KeyFiles.write(keys.folder(), name, pair);
            } catch (IOException e) {
                throw new IllegalArgumentException("cannot write " + keys.folder() + ": " + e, e);
            }
            System.out.println(Ed25519.id(pair.getPublic()) + "  " + keys.folder().resolve(name + ".key"));
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Show the id of a key.")
    static final class Show implements Runnable {
        @Mixin
        private KeyFolder keys = new KeyFolder();

        @Parameters(paramLabel = "NAME", description = "its name")
        private String name;

        @Override
        public void run() {
            try {
                System.out.println(Ed25519.id(KeyFiles.publicKey(keys.folder().resolve(name + ".pub"))));
            } catch (IOException e) {
                throw new IllegalArgumentException("cannot read the key '" + name + "': " + e, e);
            }
        }
    }
}
