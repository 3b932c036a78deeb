package org.tinysphere.rollouts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinylcm.protocol.update.ArtifactDoc;
import org.tinysphere.core.control.Actor;
import org.tinysphere.core.control.AuditLog;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.ObjectStore;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.control.Row;
import org.tinysphere.core.control.Transactions;

/** Bundles and model packs. A file is named by its digest and never changes. */
@ApplicationScoped
public class Artifacts {
    private static final String INSERT = "insert into artifact (sha256, kind, name, version, bytes, object, headers, "
            + "contents, uploaded_by, uploaded_at) values (?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, now()) "
            + "on conflict do nothing";
    private static final String NEWEST = "9999-01-01T00:00:00Z";
    private static final String LINE = "select a.*, (select count(*) from release_artifact r where r.sha256 = a.sha256) "
            + "as releases from artifact a ";
    @Inject
    private Db db;
    @Inject
    private ObjectStore objects;
    @Inject
    private IncomingFiles files;
    @Inject
    private Transactions transactions;
    @Inject
    private AuditLog audit;
    @Inject
    private Actor actor;

    /** @param releases in how many releases it is */
    @Schema(name = "ArtifactLine")
    public record Line(String sha256, String kind, String name, String version, long bytes, String uploadedBy,
            Instant uploadedAt, long releases) {
    }

    /** @param headers of the manifest: what a bundle needs and gives */
    @Schema(name = "ArtifactDetail")
    public record Detail(Line artifact, Map<String, String> headers, ArtifactContents contents) {
    }

    /** @param added false if it was there already */
    public record Stored(Line artifact, boolean added) {
    }

    private record Headers(Map<String, String> headers) {
    }

    /** What the database has of a bundle, for the resolver and the index. */
    record Described(ArtifactDoc document, Map<String, String> headers, Instant uploadedAt) {
    }

    /**
     * Takes a bundle or a model pack.
     *
     * @param sha256 the digest that the file should have, null if nothing was said
     * @throws Problem 422 it breaks a rule
     */
    public Stored upload(InputStream body, String sha256) {
        return files.use(body, (file, bytes) -> {
            var inspected = Refusals.asProblem(() -> InspectedFile.read(file, bytes, "the file"));
            if (sha256 != null && !sha256.equals(inspected.document().sha256())) {
                throw new Problem(422, "content", "the file has the digest " + inspected.document().sha256()
                        + ", not the one stated");
            }
            var added = store(file, inspected);
            return new Stored(line(inspected.document().sha256()), added);
        });
    }

    /** The object is there before its row is. */
    boolean store(Path file, InspectedFile inspected) throws IOException {
        var document = inspected.document();
        if (find(document.sha256()).isPresent()) {
            return false;
        }
        // Each upload has its own: who removes the file at the same moment takes away what was there before.
        var object = (document.kind().equals(ArtifactDoc.PACK) ? "models/" : "bundles/") + document.sha256() + '/'
                + UUID.randomUUID();
        try (var in = Files.newInputStream(file)) {
            objects.put(object, in);
        }
        var stored = transactions.call(() -> {
            var added = db.update(INSERT, document.sha256(), document.kind(), document.name(), document.version(),
                    document.bytes(), object, Json.write(inspected.headers()), Json.write(inspected.contents()),
                    actor.name()) > 0;
            if (added) {
                audit.record("artifact.add", "artifact/" + document.sha256(), Map.of("kind", document.kind(),
                        "name", document.name(), "version", document.version()));
            }
            return added;
        });
        if (!stored) {
            objects.delete(object);
        }
        return stored;
    }

    /**
     * The newest first.
     *
     * @param name part of it, null for all
     * @param after {@link #place} of the last one before these, null from the newest on
     * @throws Problem 400 it is no such place
     */
    public List<Line> list(String kind, String name, String after, int limit) {
        var place = (after == null ? NEWEST : after).split(" ", 2);
        try {
            return db.list(LINE + "where (?::text is null or kind = ?) and (?::text is null or position(lower(?) in "
                    + "lower(name)) > 0) and (uploaded_at, sha256) < (?, ?) order by uploaded_at desc, sha256 desc limit ?",
                    Artifacts::line, kind, kind, name, name, Instant.parse(place[0]), place.length < 2 ? "" : place[1],
                    limit);
        } catch (DateTimeParseException e) {
            throw Problem.bad("'after' must be the 'next' of a page");
        }
    }

    /** Where a file is in the list. */
    public static String place(Line line) {
        return line.uploadedAt + " " + line.sha256;
    }

    /** @throws Problem 404 */
    public Detail detail(String sha256) {
        return db.first(LINE + "where sha256 = ?", row -> new Detail(line(row), headers(row.text("headers")),
                Json.read(row.text("contents"), ArtifactContents.class, "database")), sha256)
                .orElseThrow(() -> missing(sha256));
    }

    public Line line(String sha256) {
        return db.first(LINE + "where sha256 = ?", Artifacts::line, sha256).orElseThrow(() -> missing(sha256));
    }

    Optional<ArtifactDoc> find(String sha256) {
        return db.first("select * from artifact where sha256 = ?", Artifacts::document, sha256);
    }

    /** Those of them that are there. */
    List<Described> described(List<String> digests) {
        return db.list("select * from artifact where sha256 = any(?) order by name", Artifacts::described,
                (Object) digests.toArray(String[]::new));
    }

    /** All bundles, the newest first. */
    List<Described> bundles(int limit) {
        return db.list("select * from artifact where kind = 'bundle' order by uploaded_at desc limit ?",
                Artifacts::described, limit);
    }

    /**
     * The bytes from one on, to be closed by the caller.
     *
     * @throws Problem 404
     */
    public InputStream open(String sha256, long from) throws IOException {
        return objects.open(object(sha256), from).orElseThrow(() -> missing(sha256));
    }

    private String object(String sha256) {
        return db.first("select object from artifact where sha256 = ?", row -> row.text("object"), sha256)
                .orElseThrow(() -> missing(sha256));
    }

    /** Takes a file away that is in no release. */
    public void remove(String sha256) {
        var object = object(sha256);
        transactions.run(() -> {
            db.update("delete from artifact where sha256 = ?", sha256);
            audit.record("artifact.remove", "artifact/" + sha256, Map.of());
        });
        try {
            objects.delete(object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Problem missing(String sha256) {
        return Problem.missing("artifact '" + (sha256.matches("[0-9a-f]{1,64}") ? sha256 : "?") + "'");
    }

    private static ArtifactDoc document(Row row) throws SQLException {
        return new ArtifactDoc(row.text("kind"), row.text("name"), row.text("version"), row.number("bytes"),
                row.text("sha256"));
    }

    private static Described described(Row row) throws SQLException {
        return new Described(document(row), headers(row.text("headers")), row.time("uploaded_at"));
    }

    private static Map<String, String> headers(String json) {
        return Json.read("{\"headers\":" + json + '}', Headers.class, "database", JsonLimits.DOCUMENT).headers();
    }

    private static Line line(Row row) throws SQLException {
        return new Line(row.text("sha256"), row.text("kind"), row.text("name"), row.text("version"),
                row.number("bytes"), row.text("uploaded_by"), row.time("uploaded_at"), row.number("releases"));
    }
}
