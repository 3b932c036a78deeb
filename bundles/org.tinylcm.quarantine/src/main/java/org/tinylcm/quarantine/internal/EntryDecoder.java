package org.tinylcm.quarantine.internal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tinylcm.input.BadInputException;
import org.tinylcm.quarantine.QuarantinedSample;

/** Bytes of an {@link EntryEncoder} to entries; refuses any others. */
final class EntryDecoder {
    private static final String ORIGIN = "quarantine";

    private EntryDecoder() {
    }

    /** @throws BadInputException they are no entry */
    static Entry decode(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        try {
            var type = in.get();
            var version = in.get();
            require(version >= 1 && version <= EntryEncoder.VERSION, "version", "must be 1 to " + EntryEncoder.VERSION);
            var time = in.getLong();
            require(time >= 0, "time", "must not be negative");
            var entry = switch (type) {
                case 1 -> new Entry.Offered(time, sample(in, version));
                case 2 -> marked(time, in);
                case 3 -> new Entry.Cleared(time);
                case 4 -> new Entry.Counted(time, counters(in));
                default -> throw new BadInputException(ORIGIN, "type", "must be 1 to 4, not " + type);
            };
            require(!in.hasRemaining(), "end", "nothing may follow");
            return entry;
        } catch (BufferUnderflowException | DateTimeException e) {
            throw new BadInputException(ORIGIN, "entry", "must be complete", e);
        }
    }

    private static QuarantinedSample sample(ByteBuffer in, byte version) {
        var id = text(in);
        require(id != null, "id", "must be there");
        var seconds = in.getLong();
        var nanos = in.getInt();
        var at = seconds == Long.MIN_VALUE ? null : Instant.ofEpochSecond(seconds, nanos);
        // Arguments are evaluated from left to right, which is not the order of the bytes: hence the names.
        var frame = in.getLong();
        var frameName = text(in);
        var predicted = text(in);
        var confidence = in.getDouble();
        var novelty = in.getDouble();
        var reason = text(in);
        var status = status(in);
        var label = text(in);
        var truth = text(in);
        var features = features(in);
        // Version 1 did not know them: such samples belong to no pack that could be told.
        var inputFamiliarity = version == 1 ? 1 : in.getDouble();
        var modelId = version == 1 ? "" : text(in);
        require(modelId != null, "model id", "must be there");
        return new QuarantinedSample(id, at, frame, frameName, predicted, confidence, novelty, inputFamiliarity,
                features, modelId, reason, status, label, truth);
    }

    private static float[] features(ByteBuffer in) {
        var dimension = in.getInt();
        require(dimension >= 0 && dimension <= EntryEncoder.MAX_DIMENSION && dimension * 4 <= in.remaining(), "dimension",
                "must be that of the features that follow");
        var features = new float[dimension];
        for (var i = 0; i < dimension; i++) {
            features[i] = Float.intBitsToFloat(in.getInt());
        }
        return features;
    }

    private static Entry marked(long time, ByteBuffer in) {
        var status = status(in);
        var label = text(in);
        var count = in.getInt();
        require(count >= 0 && count <= EntryEncoder.MAX_IDS, "ids", "must be 0 to " + EntryEncoder.MAX_IDS);
        var ids = new ArrayList<String>(count);
        for (var i = 0; i < count; i++) {
            var id = text(in);
            require(id != null, "id", "must be there");
            ids.add(id);
        }
        return new Entry.Marked(time, List.copyOf(ids), status, label);
    }

    private static Map<String, Long> counters(ByteBuffer in) {
        var count = in.getInt();
        require(count >= 0 && count <= 16, "counters", "must be 0 to 16");
        var counters = new LinkedHashMap<String, Long>();
        for (var i = 0; i < count; i++) {
            counters.put(String.valueOf(text(in)), in.getLong());
        }
        return counters;
    }

    private static QuarantinedSample.Status status(ByteBuffer in) {
        var status = in.get();
        require(status >= 0 && status < QuarantinedSample.Status.values().length, "status", "must be 0 to 3");
        return QuarantinedSample.Status.values()[status];
    }

    private static String text(ByteBuffer in) {
        var length = in.getInt();
        if (length == -1) {
            return null;
        }
        require(length >= 0 && length <= EntryEncoder.MAX_TEXT, "text", "must be at most " + EntryEncoder.MAX_TEXT + " bytes");
        var bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void require(boolean condition, String part, String rule) {
        if (!condition) {
            throw new BadInputException(ORIGIN, part, rule);
        }
    }
}
