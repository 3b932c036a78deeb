package org.tinysphere.core.boundary;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinylcm.protocol.ProblemDoc;
import org.tinysphere.core.control.Problem;

/**
 * Bodies are records, in JSON as {@link Json} reads and writes it, of at most 1 MiB, 32 levels and 100,000 values. The
 * server's own JSON binding is switched off in {@link RestApplication}.
 */
@Provider
@Dependent
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, ProblemDoc.MEDIA_TYPE})
public class JsonBody implements MessageBodyReader<Record>, MessageBodyWriter<Record> {
    private static final JsonLimits LIMITS = JsonLimits.DOCUMENT;

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type.isRecord();
    }

    @Override
    public Record readFrom(Class<Record> type, Type generic, Annotation[] annotations, MediaType mediaType,
            MultivaluedMap<String, String> headers, InputStream body) throws IOException {
        var bytes = body.readNBytes(LIMITS.bytes() + 1);
        if (bytes.length > LIMITS.bytes()) {
            throw new Problem(413, "too-large", "the body must have at most " + LIMITS.bytes() + " bytes");
        }
        return Json.read(bytes, type, "body", LIMITS);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type.isRecord();
    }

    @Override
    public void writeTo(Record value, Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType,
            MultivaluedMap<String, Object> headers, OutputStream body) throws IOException {
        body.write(Json.write(value).getBytes(StandardCharsets.UTF_8));
    }
}
