package org.tinylcm.extractor.tflite.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One table of a {@link FlatFile}. Fields are known by their number in the schema. */
final class FlatTable {
    private final FlatFile file;
    private final int at;
    private final int size;
    private final int vtable;
    private final int vtableSize;
    /** What to call it in an error. */
    final String name;

    FlatTable(FlatFile file, int at, String name) {
        this.file = file;
        this.at = at;
        this.name = name;
        long v = (long) at - file.int32(at);
        file.check(v, 4);
        this.vtable = (int) v;
        this.vtableSize = file.uint16(vtable);
        this.size = file.uint16(vtable + 2);
        if (vtableSize < 4 || size < 4) {
            throw file.bad(name, "has a field list that is too short");
        }
        file.check(vtable, vtableSize);
        file.check(at, size);
    }

    /** Place of a field of this many bytes, or -1 if it is absent. */
    private int place(int field, int bytes) {
        int entry = 4 + 2 * field;
        if (entry + 2 > vtableSize) {
            return -1;
        }
        int offset = file.uint16(vtable + entry);
        if (offset == 0) {
            return -1;
        }
        if (offset < 4 || offset + bytes > size) {
            throw file.bad(name, "field " + field + " lies outside of its table");
        }
        return at + offset;
    }

    boolean has(int field) {
        return place(field, 1) >= 0;
    }

    int int8(int field, int otherwise) {
        int place = place(field, 1);
        return place < 0 ? otherwise : file.int8(place);
    }

    int int32(int field, int otherwise) {
        int place = place(field, 4);
        return place < 0 ? otherwise : file.int32(place);
    }

    long int64(int field, long otherwise) {
        int place = place(field, 8);
        return place < 0 ? otherwise : file.int64(place);
    }

    /** The table that a field leads to, or null. */
    FlatTable table(int field, String childName) {
        int place = place(field, 4);
        return place < 0 ? null : new FlatTable(file, file.follow(place), childName);
    }

    List<FlatTable> tables(int field, int most, String childName) {
        int vector = vector(field);
        if (vector < 0) {
            return List.of();
        }
        int length = file.vectorLength(vector, 4, most, childName + "s");
        var tables = new ArrayList<FlatTable>(length);
        for (int i = 0; i < length; i++) {
            tables.add(new FlatTable(file, file.follow(vector + 4 + 4 * i), childName + " " + i));
        }
        return tables;
    }

    String string(int field, int most) {
        int vector = vector(field);
        if (vector < 0) {
            return "";
        }
        int length = file.vectorLength(vector, 1, most, name + ", text");
        return new String(file.bytes, vector + 4, length, StandardCharsets.UTF_8);
    }

    /** 32-bit elements, or null if the field is absent. */
    int[] ints(int field, int most) {
        int vector = vector(field);
        if (vector < 0) {
            return null;
        }
        var values = new int[file.vectorLength(vector, 4, most, name + ", field " + field)];
        for (int i = 0; i < values.length; i++) {
            values[i] = file.int32(vector + 4 + 4 * i);
        }
        return values;
    }

    long[] longs(int field, int most) {
        int vector = vector(field);
        if (vector < 0) {
            return null;
        }
        var values = new long[file.vectorLength(vector, 8, most, name + ", field " + field)];
        for (int i = 0; i < values.length; i++) {
            values[i] = file.int64(vector + 4 + 8 * i);
        }
        return values;
    }

    /** A slice of the file, not a copy. */
    Graph.Data data(int field) {
        int vector = vector(field);
        int length = vector < 0 ? 0 : file.vectorLength(vector, 1, Integer.MAX_VALUE, name);
        return length == 0 ? Graph.Data.NONE : new Graph.Data(file.bytes, vector + 4, length);
    }

    private int vector(int field) {
        int place = place(field, 4);
        return place < 0 ? -1 : file.follow(place);
    }
}
