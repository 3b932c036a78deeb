package org.tinylcm.sync.internal;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.tinylcm.durable.FileOps;
import org.tinylcm.model.ModelPack;
import org.tinylcm.protocol.BadJsonException;
import org.tinylcm.protocol.DriftEventDoc;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinylcm.protocol.PackageType;
import org.tinylcm.quarantine.Quarantine;
import org.tinylcm.sync.client.Member;
import org.tinylcm.sync.client.Outbox;
import org.tinylcm.sync.client.Spool;

/** Packs what has become new on the device. For one thread. */
final class Collector {
    private static final System.Logger logger = System.getLogger(Collector.class.getName());
    private final Device device;
    private final Outbox outbox;
    private final Spool spool;
    private final Clock clock;
    private final LogShipper audit;
    private final LogShipper metrics;
    private final LogShipper logs;
    private final QuarantineShipper quarantine;
    private final ModelShipper model;
    private boolean broken;

    /**
     * @param logNames files of operational logs to send
     * @param mostLogBytes about how much of them goes into one package
     */
    Collector(Device device, Outbox outbox, Spool spool, FileOps ops, List<String> logNames, long mostLogBytes,
            Clock clock) {
        this.device = device;
        this.outbox = outbox;
        this.spool = spool;
        this.clock = clock;
        var state = device.data("sync");
        var folder = device.data("logs");
        audit = new LogShipper(PackageType.ADAPTATION_AUDIT, folder, List.of("audit.jsonl"), mostLogBytes, ops,
                state.resolve("audit.json"), clock);
        metrics = new LogShipper(PackageType.METRICS, folder, List.of("metrics.jsonl"), mostLogBytes, ops,
                state.resolve("metrics.json"), clock);
        logs = new LogShipper(PackageType.OPERATIONAL_LOGS, folder, logNames, mostLogBytes, ops,
                state.resolve("logs.json"), clock);
        quarantine = new QuarantineShipper(device.data("images"), ops, state.resolve("quarantine.json"), clock);
        model = new ModelShipper(ops, state.resolve("model.json"), clock);
    }

    /** What a person waits for. */
    void urgent() {
        guarded(() -> device.find(Quarantine.class).ifPresent(q -> quarantine.ship(q.samples(), outbox)));
        guarded(() -> audit.ship(outbox));
    }

    void everything() {
        urgent();
        guarded(spool::expire);
        guarded(() -> metrics.ship(outbox));
        guarded(this::model);
        guarded(() -> logs.ship(outbox));
    }

    /** @param types of packages; all if there is none */
    void again(List<String> types) {
        guarded(() -> {
            for (var type : PackageType.values()) {
                if (types.isEmpty() || types.contains(type.id())) {
                    again(type);
                }
            }
        });
        everything();
    }

    private void again(PackageType type) {
        switch (type) {
            case DRIFT_EVENT -> driftEvents();
            case QUARANTINE -> quarantine.again();
            case ADAPTATION_AUDIT -> audit.again();
            case METRICS -> metrics.again();
            case MODEL -> model.again();
            case OPERATIONAL_LOGS -> logs.again();
            case PREDICTION_IMAGES -> {
                // They are not kept.
            }
        }
    }

    private void model() {
        var pack = device.find(ModelPack.class);
        var used = device.pipeline().flatMap(p -> p.classifier()).map(c -> c.model());
        if (pack.isPresent() && used.isPresent()) {
            model.ship(pack.get(), used.get(), outbox);
        }
    }

    /** From what is kept for people; the events have their old ids. */
    private void driftEvents() {
        if (!Files.isDirectory(device.data("images"))) {
            return;
        }
        try (var files = Files.walk(device.data("images"), 2)) {
            files.filter(f -> f.getFileName().toString().endsWith(".json")).sorted().forEach(this::driftEvent);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the kept events: " + e.getMessage(), e);
        }
    }

    private void driftEvent(Path file) {
        try {
            var bytes = Files.readAllBytes(file);
            var event = Json.read(bytes, DriftEventDoc.class, file.toString(), JsonLimits.DOCUMENT);
            var members = new ArrayList<Member>();
            members.add(Member.of(DriftPackage.DOCUMENT, Member.JSON, bytes));
            var picture = event.image() == null ? null : file.resolveSibling(Path.of(event.image()).getFileName());
            if (picture != null && Files.exists(picture)) {
                var name = event.image();
                members.add(new Member(name, Images.mediaType(name.substring(name.lastIndexOf('.') + 1)),
                        Files.size(picture), null, () -> Files.newInputStream(picture)));
            }
            outbox.put(PackageType.DRIFT_EVENT, clock.instant(), members);
        } catch (BadJsonException e) {
            logger.log(WARNING, "A kept event cannot be sent again: {0}", e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** A full disk must not end the thread; one line when it begins. */
    private void guarded(Runnable work) {
        try {
            work.run();
            broken = false;
        } catch (UncheckedIOException | IllegalStateException e) {
            if (!broken) {
                logger.log(WARNING, "Something could not be packed, it is tried again: {0}", e.getMessage());
            }
            broken = true;
        }
    }
}
