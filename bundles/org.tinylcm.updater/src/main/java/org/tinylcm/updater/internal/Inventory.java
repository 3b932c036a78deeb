package org.tinylcm.updater.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tinylcm.model.ModelPack;
import org.tinylcm.ops.ConfigStore;
import org.tinylcm.protocol.update.InstalledBundle;
import org.tinylcm.protocol.update.InstalledDoc;
import org.tinylcm.release.BundleManifest;
import org.tinylcm.release.Sha256;
import org.tinylcm.release.set.Distribution;
import org.tinylcm.release.set.SetFile.Item;
import org.tinylcm.update.BundleInfo;

/** What is on the device. */
final class Inventory {
    private static final int MOST_PACKAGES = 64 << 10;

    private final Device device;
    private final UpdateDisk disk;
    private final Distribution distribution;
    private final Contents shipped;
    private final Clock clock;
    private String packDigest = "";
    private String packFile = "";

    /** @param folder with the bundles of the distribution */
    Inventory(Device device, UpdateDisk disk, Path folder, Clock clock) {
        this.device = device;
        this.disk = disk;
        this.clock = clock;
        try {
            distribution = Distribution.read(folder);
            shipped = contents(distribution);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    private static Contents contents(Distribution distribution) throws IOException {
        var bundles = new TreeMap<String, Item>();
        var jars = new TreeMap<String, String>();
        for (var jar : distribution.digests().entrySet()) {
            var manifest = BundleManifest.read(distribution.folder().resolve(jar.getKey()), jar.getKey());
            bundles.put(manifest.symbolicName(), new Item(manifest.symbolicName(), manifest.version(),
                    jar.getValue()));
            jars.put(manifest.symbolicName(), jar.getKey());
        }
        return new Contents(bundles, jars, null, Map.of());
    }

    /** Contents of a set, of the distribution for 0. */
    Contents contents(long set) {
        return disk.set(set).map(Contents::of).orElse(shipped);
    }

    String base() {
        return distribution.digest();
    }

    /** @throws UpdateFailure it is gone */
    Path required(String sha256) {
        return file(sha256).orElseThrow(() -> new UpdateFailure("the file " + sha256 + " is gone"));
    }

    /** The file of a bundle or pack, if it is on the device. */
    Optional<Path> file(String sha256) {
        var artifact = disk.folder().artifact(sha256);
        if (Files.exists(artifact)) {
            return Optional.of(artifact);
        }
        return distribution.digests().entrySet().stream().filter(jar -> jar.getValue().equals(sha256))
                .map(jar -> distribution.folder().resolve(jar.getKey())).findFirst();
    }

    List<BundleInfo> bundles() {
        var contents = contents(disk.boot().active());
        var since = disk.memory().since();
        return device.bundles().stream().filter(bundle -> bundle.getBundleId() != 0
                        && bundle.getSymbolicName() != null)
                .map(bundle -> {
                    var item = contents.bundles().get(bundle.getSymbolicName());
                    return new BundleInfo(bundle.getSymbolicName(), bundle.getVersion().toString(),
                            item == null ? "" : item.sha256(), Device.state(bundle),
                            since.get(bundle.getSymbolicName()));
                }).sorted(Comparator.comparing(BundleInfo::name)).toList();
    }

    InstalledDoc installed() {
        var set = disk.set(disk.boot().active());
        var bundles = new ArrayList<InstalledBundle>();
        for (var bundle : bundles()) {
            if (!bundle.sha256().isEmpty()) {
                bundles.add(new InstalledBundle(bundle.name(), bundle.version(), bundle.sha256(), bundle.state()));
            }
        }
        var digest = packDigest();
        var pack = digest.isEmpty() ? Optional.<ModelPack>empty() : device.find(ModelPack.class);
        return new InstalledDoc(InstalledDoc.VERSION, clock.instant(), set.map(s -> s.release()).orElse(null),
                set.map(s -> s.number()).orElse(0L), set.map(s -> s.deployment()).orElse(0L),
                pack.map(ModelPack::name).orElse(null), pack.map(ModelPack::version).orElse(null),
                pack.map(p -> digest).orElse(null), bundles, capabilities());
    }

    private Map<String, String> capabilities() {
        var capabilities = new TreeMap<String, String>();
        for (var name : List.of("java.version", "os.name", "os.arch")) {
            capabilities.put(name, System.getProperty(name));
        }
        var packages = device.packages().entrySet().stream().filter(entry -> !entry.getKey().startsWith("java."))
                .map(entry -> entry.getKey() + ";version=\"" + entry.getValue().get(0) + '"')
                .collect(Collectors.joining(","));
        capabilities.put("osgi.packages", packages.length() > MOST_PACKAGES ? "" : packages);
        return capabilities;
    }

    /** Of the file that the configuration names, empty if there is none; read again only when that is another one. */
    private synchronized String packDigest() {
        var path = device.find(ConfigStore.class).stream().flatMap(store -> store.components().stream())
                .filter(component -> component.pid().equals("org.tinylcm.pack"))
                .flatMap(component -> component.attributes().stream())
                .filter(attribute -> attribute.key().equals("path")).map(ConfigStore.Attribute::value).findFirst()
                .orElse("");
        try {
            if (!path.equals(packFile)) {
                packDigest = path.isEmpty() ? "" : Sha256.hex(Path.of(path));
                packFile = path;
            }
            return packDigest;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the pack " + path + ": " + e.getMessage(), e);
        }
    }
}
