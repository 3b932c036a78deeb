package org.tinysphere.drifthub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.tinysphere.core.control.ObjectStore;
import org.tinysphere.datahub.control.ReceivedPackage;

/** Pictures, features and documents as objects, named after device, day and id alone. */
@ApplicationScoped
public class Attachments {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);
    private ObjectStore store;

    /** For the container. */
    protected Attachments() {
    }

    @Inject
    public Attachments(ObjectStore store) {
        this.store = store;
    }

    /**
     * @param member named by the document; null if there is none
     * @return the object's name; null if there is no picture, or what is there is neither JPEG nor PNG
     */
    String picture(String folder, ReceivedPackage received, Instant at, String id, String member) throws IOException {
        if (member == null || !received.has(member)) {
            return null;
        }
        var file = received.member(member);
        var picture = Pictures.type(file);
        if (picture.isEmpty()) {
            return null;
        }
        var key = key(folder, received, at, id, picture.get().extension());
        try (var in = file.open()) {
            store.put(key, in);
        }
        return key;
    }

    /** @return the object's name; null if there are none */
    String features(String folder, ReceivedPackage received, Instant at, String id, float[] values)
            throws IOException {
        return values == null ? null : put(key(folder, received, at, id, "npy"), Npy.write(values));
    }

    String document(String folder, ReceivedPackage received, Instant at, String id, String json) throws IOException {
        return put(key(folder, received, at, id, "json"), json.getBytes(StandardCharsets.UTF_8));
    }

    public Optional<InputStream> open(String key) throws IOException {
        return store.open(key);
    }

    /** @throws IOException it is not there, or is none */
    public float[] vector(String key) throws IOException {
        try (var in = store.open(key).orElseThrow(() -> new IOException("the object " + key + " is gone"))) {
            return Npy.read(in.readNBytes(Limits.DIMENSIONS * Float.BYTES + 1024));
        }
    }

    private String put(String key, byte[] bytes) throws IOException {
        store.put(key, new ByteArrayInputStream(bytes));
        return key;
    }

    private static String key(String folder, ReceivedPackage received, Instant at, String id, String extension) {
        return folder + '/' + received.device().id() + '/' + DAY.format(at) + '/' + id + '.' + extension;
    }
}
