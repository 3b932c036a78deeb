package org.tinylcm.shell.internal;

import java.util.Comparator;
import org.osgi.framework.Bundle;
import picocli.CommandLine.Command;

/** What is installed. */
@Command(name = "bundles", description = "Shows all bundles, the device's own first.")
final class BundlesCommand extends DeviceCommand {
    @Override
    void run() {
        var bundles = services.bundles().stream().sorted(Comparator
                .comparing((Bundle b) -> !name(b).startsWith("org.tinylcm.")).thenComparing(BundlesCommand::name))
                .toList();
        if (json) {
            printJson(bundles.stream().map(b -> Text.map("id", b.getBundleId(), "name", name(b), "version",
                    b.getVersion(), "state", state(b))).toList());
            return;
        }
        var table = new Table(">id", "name", "version", "state");
        bundles.forEach(b -> table.row(b.getBundleId(), name(b), b.getVersion(), state(b)));
        print(table);
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
