package org.tinylcm.quarantine.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.tinylcm.quarantine.QuarantinedSample;

/**
 * Entries to bytes, version 2, little-endian. Every entry: type (1 byte), version (1 byte), running time (int64
 * milliseconds). A text is its length in bytes (int32, -1 for none) and UTF-8.
 *
 * <ul>
 * <li>1 offered: id text, seconds (int64) and nanoseconds (int32) of the wall-clock time (smallest int64 for none),
 * frame (int64), frame name, predicted (texts), confidence, novelty (float64), reason (text), status (1 byte: 0
 * pending, 1 adapted, 2 rejected, 3 validated), label, truth (texts), dimension (int32), features (float32 each), input
 * familiarity (float64), model id (text); version 1 had neither of the last two
 * <li>2 marked: status (1 byte), label (text), number of ids (int32), ids (texts)
 * <li>3 cleared: nothing more
 * <li>4 counted: number (int32), then name (text) and value (int64) each
 * </ul>
 */
final class EntryEncoder {
    static final int MAX_BYTES = 1 << 20;
    static final int MAX_DIMENSION = 65_536;
    /** Ids in one entry at most, so that it stays below {@link #MAX_BYTES}. */
    static final int MAX_IDS = 200;
    static final int MAX_TEXT = 4096;
    static final byte VERSION = 2;

    private EntryEncoder() {
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

    /** An upper bound. */
    private static int size(Entry entry) {
        var size = 80;
        if (entry instanceof Entry.Offered offer) {
            var sample = offer.sample();
            size += size(sample.id()) + size(sample.frameName()) + size(sample.predicted()) + size(sample.reason())
                    + size(sample.label()) + size(sample.truth()) + size(sample.modelId())
                    + sample.features().length * Float.BYTES;
        } else if (entry instanceof Entry.Marked marked) {
            size += size(marked.label()) + marked.ids().stream().mapToInt(EntryEncoder::size).sum();
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
        out.putDouble(sample.inputFamiliarity());
        put(out, sample.modelId());
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
}
