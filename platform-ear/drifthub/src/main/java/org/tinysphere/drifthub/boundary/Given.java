package org.tinysphere.drifthub.boundary;

import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.tinysphere.core.control.Problem;
import org.tinysphere.drifthub.control.Attachments;
import org.tinysphere.drifthub.control.Pictures;

/** What the resources of this module share. */
public final class Given {
    private Given() {
    }

    /** @return null if it is not given */
    static Instant time(String text, String name) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Problem.bad("'" + name + "' must be a time like 2026-03-01T12:00:00Z");
        }
    }

    /**
     * A picture from the store as it is. Its type is what its bytes were found to be, never what a device said; with
     * the header nosniff, which all answers have, a browser shows it as a picture or not at all.
     */
    static Response picture(Attachments attachments, String key) {
        if (key == null) {
            throw Problem.missing("picture of it");
        }
        var picture = Pictures.ofObject(key);
        return Response.ok(stream(attachments, key), picture.mediaType())
                .header("Content-Disposition", "inline; filename=\"image." + picture.extension() + "\"").build();
    }

    static Features features(Attachments attachments, String key) {
        if (key == null) {
            throw Problem.missing("vector of it");
        }
        try {
            return new Features(attachments.vector(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Transformed features. */
    public record Features(float[] features) {
    }

    private static java.io.InputStream stream(Attachments attachments, String key) {
        try {
            return attachments.open(key).orElseThrow(() -> Problem.missing("picture of it any more"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
