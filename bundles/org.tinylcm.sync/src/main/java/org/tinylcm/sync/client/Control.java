package org.tinylcm.sync.client;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import org.tinylcm.protocol.CommandResults;
import org.tinylcm.protocol.HeartbeatAnswer;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.RegisterRequest;
import org.tinylcm.protocol.RegisterResponse;
import org.tinylcm.sync.SyncStatus.State;
import org.tinylcm.sync.client.PlatformException.Kind;

/** The small calls: registration, heartbeat, and what its answer says is waiting. For one thread. */
final class Control {
    private static final System.Logger logger = System.getLogger(Control.class.getName());
    private static final Duration REFUSED = Duration.ofMinutes(10);
    private static final int MOST_PAGES = 20;
    private static final long SCHEMA_LOOK_NANOS = Duration.ofSeconds(30).toNanos();
    private final SyncSettings settings;
    private final SyncRuntime runtime;
    private final PlatformApi api;
    private final IdentityFile identity;
    private final String platform;
    private final CommandJournal journal;
    private final Configured configured;
    private final Agreement agreement;
    private final DeviceSide side;
    private final Counters counters;
    private final Runnable onReady;
    private final Backoff backoff;
    private volatile View view = new View(State.STARTING, "", null);
    private volatile boolean doubted;
    private int interval;
    private String schemaSent;
    private long schemaLooked;

    record View(State state, String detail, Instant lastContact) {
    }

    Control(SyncSettings settings, SyncRuntime runtime, PlatformApi api, IdentityFile identity, String platform,
            CommandJournal journal, Configured configured, Agreement agreement, DeviceSide side, Counters counters,
            Runnable onReady) {
        this.settings = settings;
        this.runtime = runtime;
        this.api = api;
        this.identity = identity;
        this.platform = platform;
        this.journal = journal;
        this.configured = configured;
        this.agreement = agreement;
        this.side = side;
        this.counters = counters;
        this.onReady = onReady;
        interval = seconds(settings.heartbeat());
        backoff = new Backoff(settings.heartbeat(), runtime.most(), runtime.random());
    }

    View view() {
        return view;
    }

    /** An upload was told that the device is not known: the next run registers again. */
    void doubt() {
        doubted = true;
    }

    /** @return pause until the next run */
    Duration run() {
        try {
            identity.at(platform);
            register();
            var answer = api.heartbeat(side.heartbeat(configured.version(), interval));
            counters.add("heartbeats");
            contact();
            backoff.succeeded();
            interval = answer.nextSeconds() >= 1 && answer.nextSeconds() <= 3600 ? answer.nextSeconds()
                    : seconds(settings.heartbeat());
            follow(answer);
            return Duration.ofMillis((long) (interval * 1000L * (0.9 + 0.2 * runtime.random().nextDouble())));
        } catch (PlatformException e) {
            return failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return REFUSED;
        } catch (UncheckedIOException e) {
            became(State.OFFLINE, e.getMessage());
            counters.add("failures.disk");
            return backoff.failed(Duration.ZERO);
        }
    }

    private void register() throws PlatformException, InterruptedException {
        var me = identity.get();
        var request = side.registration(settings.enrollmentToken(), me.deviceKey());
        var told = told(request);
        if (me.registered() && told.equals(me.told()) && !doubted) {
            return;
        }
        var answer = api.register(request);
        accept(answer, told);
        doubted = false;
        counters.add("registrations");
        contact();
        if (!answer.deviceId().equals(me.deviceId())) {
            logger.log(INFO, "Registered at {0} as {1}", platform, answer.deviceId());
            side.note("registered", Map.of("platform", platform, "device", answer.deviceId()));
        }
        onReady.run();
    }

    private void accept(RegisterResponse answer, String told) {
        identity.set(new Identity(Identity.VERSION, identity.get().deviceKey(), platform, answer.deviceId(),
                answer.secret(), told));
    }

    private void follow(HeartbeatAnswer answer) throws PlatformException, InterruptedException {
        if (agreement.taken(answer.taken())) {
            onReady.run();
        }
        if (answer.rotateSecret()) {
            accept(api.rotate(), identity.get().told());
        }
        schema(answer.schema());
        if (answer.configuration()) {
            var desired = api.desired(configured.version());
            desired.ifPresent(wanted -> configured.apply(wanted, side));
        }
        if (answer.update()) {
            side.updateWaits();
        }
        if (configured.unreported() != null) {
            api.report(configured.unreported());
            configured.reported();
        }
        if (answer.feedback()) {
            commands();
        }
    }

    /** When it is asked for, and when it has become another: bundles come and go, and values change. */
    private void schema(boolean asked) throws PlatformException, InterruptedException {
        var now = runtime.nanoTime().getAsLong();
        if (!asked && schemaSent != null && now - schemaLooked < SCHEMA_LOOK_NANOS) {
            return;
        }
        schemaLooked = now;
        var schema = side.schema();
        var digest = Digests.hex(Json.write(schema));
        if (asked || !digest.equals(schemaSent)) {
            api.schema(schema);
            schemaSent = digest;
        }
    }

    private void commands() throws PlatformException, InterruptedException {
        long after = 0;
        for (int i = 0; i < MOST_PAGES; i++) {
            var page = api.commands(after);
            var results = new ArrayList<CommandResults.Result>();
            var later = "";
            for (var command : page.commands()) {
                try {
                    results.add(journal.once(command, side));
                    after = Math.max(after, command.sequence());
                } catch (IllegalStateException e) {
                    later = String.valueOf(e.getMessage());
                    break;
                }
            }
            if (!results.isEmpty()) {
                api.acknowledge(new CommandResults(CommandResults.VERSION, results));
                counters.add("commands", results.size());
            }
            if (!page.more() || results.isEmpty() || !later.isEmpty()) {
                return;
            }
        }
    }

    private Duration failed(PlatformException e) {
        if (api.closed()) {
            return REFUSED;
        }
        counters.add("failures." + e.kind().name().toLowerCase(Locale.ROOT));
        if (e.kind() == Kind.UNAUTHORISED && !doubted) {
            // The secret is not known any more: the key may still be.
            doubted = true;
            return backoff.failed(Duration.ZERO);
        }
        var refused = e.kind() == Kind.FORBIDDEN || e.kind() == Kind.UNAUTHORISED || e.kind() == Kind.REFUSED;
        became(refused ? State.REFUSED : State.OFFLINE, e.getMessage());
        return backoff.failed(refused ? REFUSED : e.after());
    }

    private void contact() {
        if (view.state() == State.OFFLINE || view.state() == State.REFUSED) {
            logger.log(INFO, "The platform {0} answers again", platform);
        }
        view = new View(State.CONNECTED, "", runtime.clock().instant());
    }

    /** One line in the log when it begins, not one a try. */
    private void became(State state, String detail) {
        if (view.state() != state) {
            logger.log(WARNING, "The platform {0} cannot be used, the device goes on alone: {1}", platform, detail);
        }
        view = new View(state, detail, view.lastContact());
    }

    /** Digest of what does not change by itself. */
    private static String told(RegisterRequest r) {
        var at = r.location() == null ? "" : String.format(Locale.ROOT, "%s %.3f %.3f", r.location().method(),
                r.location().latitude(), r.location().longitude());
        return Digests.hex(at + Json.write(new RegisterRequest(r.schemaVersion(), null, r.deviceKey(), r.hostname(),
                r.platform(), r.platformVersion(), r.architecture(), r.java(), r.runtimeVersion(), r.model(),
                r.hardware(), null)));
    }

    private static int seconds(Duration duration) {
        return (int) Math.max(1, duration.toSeconds());
    }
}
