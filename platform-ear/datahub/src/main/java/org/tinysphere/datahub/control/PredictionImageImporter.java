package org.tinysphere.datahub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Set;
import org.tinylcm.protocol.FrameLine;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinylcm.protocol.PackageType;
import org.tinylcm.protocol.PictureType;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.ObjectStore;
import org.tinysphere.core.control.WorkHandler;

/** Pictures of what a device classified, with what it said of them. */
@ApplicationScoped
public class PredictionImageImporter implements PackageImporter {
    private static final String MEMBER = "predictions.jsonl";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);
    private static final String STORE = "insert into prediction_image (device, frame, at, object, media_type, bytes, "
            + "line, received_at) values (?, ?, ?, ?, ?, ?, ?, now()) on conflict do nothing";
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");
    /** Whatever else a device sends is handed out as bytes. */
    private static final Set<PictureType> SHOWN = Set.of(PictureType.JPEG, PictureType.PNG);
    @Inject
    private Db db;
    @Inject
    private ObjectStore objects;

    private record Stored(FrameLine line, String object, String mediaType, long bytes) {
    }

    @Override
    public PackageType type() {
        return PackageType.PREDICTION_IMAGES;
    }

    @Override
    public Runnable prepare(ReceivedPackage received, WorkHandler.Progress progress) throws Exception {
        var lines = new ArrayList<FrameLine>();
        Lines.read(received, MEMBER, (line, origin) -> lines.add(checked(received, Json.read(line, FrameLine.class,
                origin, JsonLimits.DOCUMENT))));
        var stored = new ArrayList<Stored>();
        for (var line : lines) {
            stored.add(put(received, line));
        }
        var device = received.device().number();
        return () -> stored.forEach(one -> db.update(STORE, device, one.line.frame(), one.line.at(), one.object,
                one.mediaType, one.bytes, Json.write(one.line)));
    }

    private static FrameLine checked(ReceivedPackage received, FrameLine line) {
        if (line.frame() == null || line.at() == null || !received.has(line.file())) {
            throw new IllegalArgumentException("must have a frame, a time and a picture's name of this package");
        }
        if (line.at().isBefore(FIRST) || line.at().isAfter(LAST)) {
            throw new IllegalArgumentException("'at' must be between 1970 and 2200");
        }
        return line;
    }

    private Stored put(ReceivedPackage received, FrameLine line) throws IOException {
        var picture = received.member(line.file());
        var object = "prediction-images/" + received.device().id() + '/' + DAY.format(line.at()) + '/'
                + line.at().toEpochMilli() + '-' + line.frame();
        try (var in = picture.open()) {
            return new Stored(line, object, mediaType(picture), objects.put(object, in));
        }
    }

    /** By its first bytes: browsers will be told this, and what a device says is not to be believed. */
    static String mediaType(Member picture) throws IOException {
        try (var in = picture.open()) {
            return PictureType.of(in.readNBytes(PictureType.HEAD)).filter(SHOWN::contains)
                    .map(PictureType::mediaType).orElse("application/octet-stream");
        }
    }
}
