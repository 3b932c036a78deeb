package org.tinylcm.updater.internal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.tinylcm.ops.Audit;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.update.DeploymentEvent;
import org.tinylcm.protocol.update.DeploymentState;
import org.tinylcm.protocol.update.InstalledDoc;
import org.tinylcm.update.UpdateTransport;

/** Tells people, the audit trail and the platform how an update goes on. */
final class Reporter {
    private static final System.Logger logger = System.getLogger(Reporter.class.getName());
    private static final int MOST_REASON = 500;

    private final UpdateDisk disk;
    private final Clock clock;
    private final Supplier<Optional<Audit>> audit;
    private InstalledDoc sent;

    Reporter(UpdateDisk disk, Clock clock, Supplier<Optional<Audit>> audit) {
        this.disk = disk;
        this.clock = clock;
        this.audit = audit;
    }

    /** On return it is on disk. */
    void tell(String release, long deployment, DeploymentState state, String reason, Map<String, Double> figures) {
        var text = reason == null || reason.length() <= MOST_REASON ? reason : reason.substring(0, MOST_REASON);
        if (deployment > 0) {
            var memory = disk.change(known -> known.begun(deployment).next());
            var events = new ArrayList<>(disk.events());
            events.add(new DeploymentEvent(DeploymentEvent.VERSION, deployment, memory.sequence(), state.id(),
                    clock.instant(), text, figures));
            disk.events(events);
        }
        if (state == DeploymentState.DOWNLOADING) {
            return;
        }
        var details = new LinkedHashMap<String, Object>(figures);
        details.put("release", release);
        details.put("state", state.id());
        if (text != null) {
            details.put("reason", text);
        }
        audit.get().ifPresent(trail -> trail.record("update", details));
        logger.log(state == DeploymentState.ROLLED_BACK || state == DeploymentState.FAILED
                || state == DeploymentState.REFUSED ? Level.WARNING : Level.INFO, "Update {0}: {1}{2}", release,
                state.id().replace('_', ' '), text == null ? "" : ": " + text);
    }

    /**
     * Sends what the platform does not have yet.
     *
     * @throws IOException it cannot be told at the moment; it stays for later
     */
    void send(UpdateTransport transport, InstalledDoc installed) throws IOException, InterruptedException {
        var events = disk.events();
        while (!events.isEmpty()) {
            var deployment = events.get(0).deployment();
            var of = events.stream().filter(event -> event.deployment() == deployment).toList();
            if (!transport.events(deployment, Json.write(of))) {
                logger.log(Level.WARNING, "The platform does not want the events of deployment {0}", deployment);
            }
            var rest = new ArrayList<>(disk.events());
            rest.removeAll(of);
            disk.events(rest);
            events = rest;
        }
        if (sent == null || !same(sent, installed)) {
            transport.installed(Json.write(installed));
            sent = installed;
        }
    }

    /** The time of asking does not count. */
    private static boolean same(InstalledDoc a, InstalledDoc b) {
        return a.number() == b.number() && a.deployment() == b.deployment() && a.bundles().equals(b.bundles())
                && String.valueOf(a.packSha256()).equals(String.valueOf(b.packSha256()))
                && a.capabilities().equals(b.capabilities());
    }
}
