package org.tinylcm.protocol.update;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.tinylcm.protocol.Checks;
import org.tinylcm.protocol.Versioned;

/**
 * What a device really runs. It counts more than anything that the server believed.
 *
 * @param release name of the release, null for the distribution as it was installed
 * @param number {@link ReleaseDoc#number}, 0 without a release
 * @param deployment the last one that changed something, 0 if there was none
 * @param packName null without a pack
 * @param bundles at most 1,000
 * @param capabilities of the machine below the bundles, e.g. {@code java.version}, {@code os.arch}, and
 *         {@code osgi.packages}: what the framework itself exports, as an Export-Package header
 */
public record InstalledDoc(int schemaVersion, Instant time, String release, long number, long deployment,
        String packName, String packVersion, String packSha256, List<InstalledBundle> bundles,
        Map<String, String> capabilities) implements Versioned {
    public static final int VERSION = 1;

    public InstalledDoc {
        Checks.required(time, "time");
        if (number < 0 || deployment < 0) {
            throw new IllegalArgumentException("'number' and 'deployment' must not be negative");
        }
        if (packName != null) {
            Checks.name(packName, "packName");
            Checks.name(packVersion, "packVersion");
            Checks.hex(packSha256, "packSha256", 64);
        }
        bundles = Checks.list(bundles, "bundles", 1_000);
        capabilities = Checks.map(capabilities);
    }
}
