package org.tinylcm.protocol;

import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Arrays;

/** Vectors; NaN and infinities are written as null and read as NaN. */
final class FloatArrayAdapter extends TypeAdapter<float[]> {
    @Override
    public void write(JsonWriter out, float[] values) throws IOException {
        if (values == null) {
            out.nullValue();
            return;
        }
        out.beginArray();
        for (var value : values) {
            if (Float.isFinite(value)) {
                out.value(value);
            } else {
                out.nullValue();
            }
        }
        out.endArray();
    }

    @Override
    public float[] read(JsonReader in) throws IOException {
        if (in.peek() == JsonToken.NULL) {
            in.nextNull();
            return null;
        }
        var values = new float[64];
        var count = 0;
        in.beginArray();
        while (in.hasNext()) {
            if (count == values.length) {
                values = Arrays.copyOf(values, count * 2);
            }
            if (in.peek() == JsonToken.NULL) {
                in.nextNull();
                values[count++] = Float.NaN;
            } else {
                values[count++] = (float) in.nextDouble();
            }
        }
        in.endArray();
        return Arrays.copyOf(values, count);
    }
}
