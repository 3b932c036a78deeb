package org.tinylcm.protocol;

import com.google.gson.JsonSyntaxException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/** Times as ISO 8601 in UTC. */
final class InstantAdapter extends TypeAdapter<Instant> {
    @Override
    public void write(JsonWriter out, Instant value) throws IOException {
        out.value(value == null ? null : value.toString());
    }

    @Override
    public Instant read(JsonReader in) throws IOException {
        if (in.peek() == JsonToken.NULL) {
            in.nextNull();
            return null;
        }
        var path = in.getPath();
        try {
            return Instant.parse(in.nextString());
        } catch (DateTimeException e) {
            throw new JsonSyntaxException("no ISO 8601 time in UTC at path " + path, e);
        }
    }
}
