package org.tinylcm.sync.client;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.tinylcm.durable.FileOps;
import org.tinylcm.input.BadInputException;
import org.tinylcm.sync.SpooledPackage;
import org.tinylcm.sync.SyncService;
import org.tinylcm.sync.SyncStatus;
import org.tinylcm.update.UpdateTransport;

/** One device's connection to its platform. Safe for any thread. */
public final class SyncClient implements SyncService, Closeable {
    private final Spool spool;
    private final Counters counters;
    private final IdentityFile identity;
    private final String url;
    private final Control control;
    private final Uploader uploader;
    private final Repeater calls;
    private final Repeater uploads;
    private final SyncRuntime runtime;
    private final PlatformApi api;
    private final Updates updates;
    private final Agreement agreement = new Agreement();

    /**
     * @param folder where identity and journals are kept
     * @throws BadInputException a setting is wrong
     * @throws java.io.UncheckedIOException the folder cannot be read or written
     */
    public SyncClient(SyncSettings settings, SyncRuntime runtime, FileOps ops, Path folder, Spool spool,
            DeviceSide side, Counters counters) {
        this.runtime = runtime;
        this.spool = spool;
        this.counters = counters;
        var base = Address.of(settings.url(), settings.plainAllowed());
        url = base.toString();
        identity = new IdentityFile(ops, folder.resolve("device.json"));
        api = new PlatformApi(runtime.http(), base, identity, settings.timeout());
        uploader = new Uploader(settings, runtime, api, identity, spool, agreement, side, counters, this::unknown);
        updates = new Updates(settings, runtime, api, identity, side, counters);
        uploads = new Repeater(runtime.upload(), uploader::run);
        control = new Control(settings, runtime, api, identity, url, new CommandJournal(ops,
                folder.resolve("commands.json")), new Configured(ops, folder.resolve("configured.json")),
                agreement, side, counters, uploads::poke);
        calls = new Repeater(runtime.control(), control::run);
    }

    /** @param spread the first call is made at a random moment within it */
    public void start(Duration spread) {
        calls.start(Duration.ofMillis(runtime.random().nextLong(Math.max(1, spread.toMillis()))));
        uploads.start(Duration.ZERO);
    }

    /** Something was put into the spool. */
    public void spooled() {
        uploads.poke();
    }

    /** The calls of the hot update; for one thread. */
    public UpdateTransport updates() {
        return updates;
    }

    /** What the next package is best put in: the platform takes it and this device can make it. */
    public Compression compression() {
        return agreement.best();
    }

    /** @return null if not registered yet */
    public String deviceId() {
        return identity.get().deviceId();
    }

    @Override
    public SyncStatus status() {
        var view = control.view();
        return new SyncStatus(view.state(), view.detail(), url, deviceId() == null ? "" : deviceId(),
                view.lastContact(), calls.due(), spool.size(), spool.bytes(), counters.snapshot());
    }

    @Override
    public List<SpooledPackage> waiting() {
        return spool.entries().stream()
                .map(e -> new SpooledPackage(e.id(), e.type().id(), e.bytes(), uploader.sent(e.id()))).toList();
    }

    @Override
    public void now() {
        calls.poke();
        uploads.poke();
    }

    /** Ends the calls that are under way; steps that have begun come to their end soon. */
    @Override
    public void close() {
        calls.stop();
        uploads.stop();
        api.close();
    }

    Control control() {
        return control;
    }

    Uploader uploader() {
        return uploader;
    }

    private void unknown() {
        control.doubt();
        calls.poke();
    }
}
