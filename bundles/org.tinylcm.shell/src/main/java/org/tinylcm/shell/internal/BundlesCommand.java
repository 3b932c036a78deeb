package org.tinylcm.shell.internal;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.tinylcm.update.BundleInfo;
import org.tinylcm.update.UpdateService;
import picocli.CommandLine.Command;

/** What is installed. */
@Command(name = "bundles", description = "Shows all bundles, the device's own first.")
final class BundlesCommand extends DeviceCommand {
    @Override
    void run() {
        var bundles = services.bundles().stream().sorted(Comparator
                .comparing((Bundle b) -> !name(b).startsWith("org.tinylcm.")).thenComparing(BundlesCommand::name))
                .toList();
        var known = services.find(UpdateService.class).map(UpdateService::bundles).orElse(List.of()).stream()
                .collect(Collectors.toMap(BundleInfo::name, info -> info, (first, second) -> first));
        if (json) {
            printJson(bundles.stream().map(b -> Text.map("id", b.getBundleId(), "name", name(b), "version",
                    b.getVersion(), "sha256", digest(known.get(name(b))), "state", state(b), "since",
                    since(known.get(name(b))))).toList());
            return;
        }
        var table = new Table(">id", "name", "version", "digest", "state", "since");
        bundles.forEach(b -> {
            var info = known.get(name(b));
            var digest = digest(info);
            table.row(b.getBundleId(), name(b), b.getVersion(), digest == null ? "" : digest.substring(0, 8),
                    state(b), since(info) == null ? "" : Text.time(since(info)));
        });
        print(table);
    }

    private static String digest(BundleInfo info) {
        return info == null || info.sha256().isEmpty() ? null : info.sha256();
    }

    /** Null for those that the device was installed with. */
    private static Instant since(BundleInfo info) {
        return info == null ? null : info.since();
    }

    private static String name(Bundle bundle) {
        return bundle.getSymbolicName() == null ? bundle.getLocation() : bundle.getSymbolicName();
    }

    private static String state(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.ACTIVE -> "active";
            case Bundle.STARTING -> "starting";
            case Bundle.STOPPING -> "stopping";
            case Bundle.RESOLVED -> "resolved";
            case Bundle.INSTALLED -> "NOT RESOLVED";
            default -> "uninstalled";
        };
    }
}
