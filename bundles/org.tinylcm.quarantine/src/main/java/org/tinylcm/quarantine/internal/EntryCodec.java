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

/**
 * Entries as bytes, version 1, little-endian. Every entry: type (1 byte), version (1 byte), running time (int64
 * milliseconds). A text is its length in bytes (int32, -1 for none) and UTF-8.
 *
 * <ul>
 * <li>1 offered: id text, seconds (int64) and nanoseconds (int32) of the wall-clock time (smallest int64 for none),
 * frame (int64), frame name, predicted (texts), confidence, novelty (float64), reason (text), status (1 byte: 0
 * pending, 1 adapted, 2 rejected, 3 validated), label, truth (texts), dimension (int32), features (float32 each)
 * <li>2 marked: status (1 byte), label (text), number of ids (int32), ids (texts)
 * <li>3 cleared: nothing more
 * <li>4 counted: number (int32), then name (text) and value (int64) each
 * </ul>
 */
final class EntryCodec {
    static final int MAX_BYTES = 1 << 20;
    static final int MAX_DIMENSION = 65_536;
    /** Ids in one entry at most, so that it stays below {@link #MAX_BYTES}. */
    static final int MAX_IDS = 200;
    private static final int MAX_TEXT = 4096;
    private static final byte VERSION = 1;
    private static final String ORIGIN = "quarantine";

    private EntryCodec() {
    }

    static byte[] encode(Entry entry) {
        var out = ByteBuffer.allocate(size(entry)).order(ByteOrder.LITTLE_ENDIAN);
        out.put(type(entry)).put(VERSION).putLong(entry.time());
        if (entry instanceof Entry.Offered offer) {
            put(out, offer.sample());
        } else if (entry instanceof Entry.Marked marked) {
            out.put((byte) marked.status().ordinal());
            put(out, marked.label());
            out.putInt(marked.ids().size());
            marked.ids().forEach(id -> put(out, id));
        } else if (entry instanceof Entry.Counted counted) {
            out.putInt(counted.counters().size());
            counted.counters().forEach((name, value) -> {
                put(out, name);
                out.putLong(value);
            });
        }
        var bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    /** @throws BadInputException they are no entry */
    static Entry decode(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        try {
            var type = in.get();
            require(in.get() == VERSION, "version", "must be " + VERSION);
            var time = in.getLong();
            require(time >= 0, "time", "must not be negative");
            var entry = switch (type) {
                case 1 -> new Entry.Offered(time, sample(in));
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

    /** An upper bound. */
    private static int size(Entry entry) {
        var size = 80;
        if (entry instanceof Entry.Offered offer) {
            var sample = offer.sample();
            size += size(sample.id()) + size(sample.frameName()) + size(sample.predicted()) + size(sample.reason())
                    + size(sample.label()) + size(sample.truth()) + sample.features().length * Float.BYTES;
        } else if (entry instanceof Entry.Marked marked) {
            size += size(marked.label()) + marked.ids().stream().mapToInt(EntryCodec::size).sum();
        } else if (entry instanceof Entry.Counted counted) {
            size += counted.counters().keySet().stream().mapToInt(name -> size(name) + Long.BYTES).sum();
        }
        return size;
    }

    private static int size(String text) {
        return text == null ? 4 : 4 + 3 * Math.min(text.length(), MAX_TEXT / 4);
    }

    private static byte type(Entry entry) {
        if (entry instanceof Entry.Offered) {
            return 1;
        }
        if (entry instanceof Entry.Marked) {
            return 2;
        }
        return (byte) (entry instanceof Entry.Cleared ? 3 : 4);
    }

    private static void put(ByteBuffer out, QuarantinedSample sample) {
        put(out, sample.id());
        out.putLong(sample.at() == null ? Long.MIN_VALUE : sample.at().getEpochSecond());
        out.putInt(sample.at() == null ? 0 : sample.at().getNano());
        out.putLong(sample.frame());
        put(out, sample.frameName());
        put(out, sample.predicted());
        out.putDouble(sample.confidence()).putDouble(sample.novelty());
        put(out, sample.reason());
        out.put((byte) sample.status().ordinal());
        put(out, sample.label());
        put(out, sample.truth());
        out.putInt(sample.features().length);
        for (var feature : sample.features()) {
            out.putInt(Float.floatToRawIntBits(feature));
        }
    }

    private static QuarantinedSample sample(ByteBuffer in) {
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
        return new QuarantinedSample(id, at, frame, frameName, predicted, confidence, novelty, features(in), reason,
                status, label, truth);
    }

    private static float[] features(ByteBuffer in) {
        var dimension = in.getInt();
        require(dimension >= 0 && dimension <= MAX_DIMENSION && dimension * 4 <= in.remaining(), "dimension",
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
        require(count >= 0 && count <= MAX_IDS, "ids", "must be 0 to " + MAX_IDS);
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

    /** Cut rather than refused: a name of this length says nothing more. */
    private static void put(ByteBuffer out, String text) {
        if (text == null) {
            out.putInt(-1);
            return;
        }
        var bytes = text.substring(0, Math.min(text.length(), MAX_TEXT / 4)).getBytes(StandardCharsets.UTF_8);
        out.putInt(bytes.length).put(bytes);
    }

    private static String text(ByteBuffer in) {
        var length = in.getInt();
        if (length == -1) {
            return null;
        }
        require(length >= 0 && length <= MAX_TEXT, "text", "must be at most " + MAX_TEXT + " bytes");
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
