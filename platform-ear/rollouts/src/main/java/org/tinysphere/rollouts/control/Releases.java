package org.tinysphere.rollouts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.update.ArtifactDoc;
import org.tinylcm.protocol.update.ReleaseDoc;
import org.tinylcm.protocol.update.SignatureDoc;
import org.tinylcm.protocol.update.SignedDoc;
import org.tinylcm.release.ReleasePolicy;
import org.tinylcm.release.Sha256;
import org.tinylcm.release.UpdateFile;
import org.tinysphere.core.control.Actor;
import org.tinysphere.core.control.AuditLog;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.control.Row;
import org.tinysphere.core.control.Transactions;

/** Signed releases. What a device would refuse for everybody is refused here already. */
@ApplicationScoped
public class Releases {
    private static final String LOCK = "select pg_advisory_xact_lock(7310051)";
    @Inject
    private Db db;
    @Inject
    private KeyRings rings;
    @Inject
    private Artifacts artifacts;
    @Inject
    private IncomingFiles files;
    @Inject
    private Transactions transactions;
    @Inject
    private AuditLog audit;
    @Inject
    private Actor actor;

    @Schema(name = "ReleaseLine")
    public record Line(long id, String name, long number, Instant issued, Instant expires, List<String> targets,
            String uploadedBy, Instant uploadedAt) {
    }

    /** @param signers ids of the keys that signed */
    @Schema(name = "ReleaseDetail")
    public record Detail(Line release, String digest, List<String> signers, List<ArtifactDoc> artifacts,
            Map<String, Map<String, String>> configuration, String pack) {
    }

    /** What a deployment needs of a release. */
    record Stored(long id, ReleaseDoc document, String signed) {
    }

    /**
     * Takes a {@code .tlcu} file: its key rings, its files and its release.
     *
     * @throws Problem 422 something breaks a rule; files that came before it stay, since they are named by digest
     */
    public Line upload(InputStream body) {
        return files.use(body, (file, bytes) -> Refusals.asProblem(() -> {
            try (var update = UpdateFile.open(file)) {
                transactions.run(() -> rings.follow(update.keys()));
                var release = trusted(update.release());
                for (var artifact : release.artifacts()) {
                    if (update.has(artifact.sha256())) {
                        take(update, artifact, file.resolveSibling("member"));
                    }
                }
                return transactions.call(() -> add(update.release()));
            }
        }));
    }

    private void take(UpdateFile update, ArtifactDoc artifact, java.nio.file.Path member) throws IOException {
        update.extract(artifact, member);
        try {
            var inspected = InspectedFile.read(member, artifact.bytes(), artifact.name() + ' ' + artifact.version());
            agree(artifact, inspected.document());
            artifacts.store(member, inspected);
        } finally {
            java.nio.file.Files.deleteIfExists(member);
        }
    }

    /**
     * Takes a release whose files are here, in the transaction of the caller. The same one again changes nothing.
     *
     * @throws Problem 409 a file is missing; 422 it is not signed as it must be, expired, or its number does not rise
     */
    public Line add(SignedDoc signed) {
        var release = Refusals.check(() -> trusted(signed));
        var digest = Sha256.hex(Base64.getDecoder().decode(signed.payload()));
        db.list(LOCK, row -> "");
        var known = db.first("select * from release where digest = ?", Releases::line, digest);
        if (known.isPresent()) {
            return known.get();
        }
        checkNumber(release);
        checkArtifacts(release);
        var id = db.first("insert into release (name, number, digest, signed, document, issued, expires, targets, "
                + "uploaded_by, uploaded_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, now()) returning id",
                row -> row.number("id"), release.name(), release.number(), digest, Json.write(signed),
                Json.write(release), release.issued(), release.expires(), release.targets().toArray(String[]::new),
                actor.name()).orElseThrow();
        release.artifacts().stream().map(ArtifactDoc::sha256).distinct().forEach(sha256 ->
                db.update("insert into release_artifact (release, sha256) values (?, ?)", id, sha256));
        audit.record("release.add", "release/" + id, Map.of("name", release.name(), "number", release.number(),
                "digest", digest));
        return line(id);
    }

    private ReleaseDoc trusted(SignedDoc signed) {
        var trust = rings.trust().orElseThrow(() -> Problem.conflict(
                "the platform knows no key ring yet: an admin uploads the first one"));
        var now = Instant.now();
        var release = Refusals.check(() -> trust.release(signed, now));
        if (!release.expires().isAfter(now)) {
            throw new Problem(422, "expired", "release " + release.name() + " expired on " + release.expires());
        }
        return release;
    }

    private void checkNumber(ReleaseDoc release) {
        var highest = db.first("select max(number) as n from release where targets && ?", row -> row.number("n"),
                (Object) release.targets().toArray(String[]::new)).orElse(0L);
        if (release.number() <= highest) {
            throw new Problem(422, "downgraded", "release " + release.name() + " has the number " + release.number()
                    + ", and one with the number " + highest + " is here for the same target");
        }
        if (highest > 0 && release.number() - highest > ReleasePolicy.MOST_JUMP) {
            throw new Problem(422, "fast-forward", "release " + release.name() + " has the number " + release.number()
                    + ", more than " + ReleasePolicy.MOST_JUMP + " above " + highest);
        }
    }

    private void checkArtifacts(ReleaseDoc release) {
        var here = artifacts.described(release.artifacts().stream().map(ArtifactDoc::sha256).toList()).stream()
                .map(Artifacts.Described::document)
                .collect(Collectors.toMap(ArtifactDoc::sha256, Function.identity()));
        for (var artifact : release.artifacts()) {
            var found = here.get(artifact.sha256());
            if (found == null) {
                throw new Problem(409, "missing", artifact.kind() + ' ' + artifact.name() + ' ' + artifact.version()
                        + " (" + artifact.sha256() + ") is not here: upload it first, or the release with its files");
            }
            agree(artifact, found);
        }
    }

    private static void agree(ArtifactDoc signed, ArtifactDoc file) {
        if (!signed.equals(file)) {
            throw new Problem(422, "mismatch", signed.kind() + ' ' + signed.name() + ' ' + signed.version()
                    + " in the release: the file calls itself " + file.kind() + ' ' + file.name() + ' '
                    + file.version() + " and has " + file.bytes() + " bytes");
        }
    }

    /** The newest first. */
    public List<Line> list(long before, int limit) {
        return db.list("select * from release where id < ? order by id desc limit ?", Releases::line, before, limit);
    }

    /** @throws Problem 404 */
    public Detail detail(long id) {
        var stored = stored(id);
        var signed = Json.read(stored.signed, SignedDoc.class, "database", Documents.LIMITS);
        return new Detail(line(id), Sha256.hex(Base64.getDecoder().decode(signed.payload())),
                signed.signatures().stream().map(SignatureDoc::keyId).toList(), stored.document.artifacts(),
                stored.document.configuration(), stored.document.pack());
    }

    /** The bundles of a release, as the resolver needs them. */
    List<Artifacts.Described> bundles(ReleaseDoc release) {
        return artifacts.described(release.artifacts().stream().map(ArtifactDoc::sha256).toList()).stream()
                .filter(artifact -> artifact.document().kind().equals(ArtifactDoc.BUNDLE)).toList();
    }

    Stored stored(long id) {
        return db.first("select * from release where id = ?", row -> new Stored(id, Json.read(row.text("document"),
                ReleaseDoc.class, "database", Documents.LIMITS), row.text("signed")), id)
                .orElseThrow(() -> Problem.missing("release " + id));
    }

    private Line line(long id) {
        return db.first("select * from release where id = ?", Releases::line, id).orElseThrow();
    }

    private static Line line(Row row) throws SQLException {
        return new Line(row.number("id"), row.text("name"), row.number("number"), row.time("issued"),
                row.time("expires"), row.texts("targets"), row.text("uploaded_by"), row.time("uploaded_at"));
    }
}
