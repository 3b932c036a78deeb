package org.tinysphere.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tinysphere.simulator.SampleReleases.bundle;
import static org.tinysphere.simulator.SampleReleases.document;
import static org.tinysphere.it.SignedReleases.release;
import static org.tinysphere.it.SignedReleases.sign;
import static org.tinysphere.it.SignedReleases.upload;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.update.SignedDoc;
import org.tinylcm.release.UpdateFile;

class ReleasesIT {
    private final Api admin = Platform.running().admin();
    private final Api operator = Platform.running().withRole("operator");

    @TempDir
    Path folder;

    @BeforeEach
    void keysAreKnown() {
        SignedReleases.trust(admin);
    }

    private static void refused(Api.Answer answer, int status, String type, String... parts) {
        assertThat(answer.expect(status).header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().get("type").getAsString()).isEqualTo("tinysphere:" + type);
        for (var part : parts) {
            assertThat(answer.json().get("detail").getAsString()).contains(part);
        }
    }

    @Test
    void aBundleIsTakenOnceAndTellsWhatIsInIt() {
        var jar = bundle("org.example.one", "1.0.0", "org.osgi.framework");
        var made = upload(operator, "artifacts", jar).expect(201).json();
        upload(operator, "artifacts", jar).expect(200);

        var sha256 = made.get("sha256").getAsString();
        var detail = operator.get("artifacts/" + sha256).expect(200).json();
        var contents = detail.getAsJsonObject("contents");
        assertThat(contents.getAsJsonObject("provenance").get("license").getAsString()).isEqualTo("Apache-2.0");
        assertThat(contents.getAsJsonObject("provenance").get("revision").getAsString()).isEqualTo("unknown");
        assertThat(contents.getAsJsonObject("components").get("org.example:inner").getAsString()).isEqualTo("3.1");
        assertThat(contents.getAsJsonArray("packages").get(0).getAsString()).isEqualTo("org.example");
        assertThat(operator.bytes("artifacts/" + sha256 + "/content")).isEqualTo(jar);
        assertThat(operator.get("repository/index.xml").expect(200).body()).contains("org.example.one", sha256);
        operator.delete("artifacts/" + sha256).expect(204);
        operator.get("artifacts/" + sha256).expect(404);
    }

    @Test
    void whatIsNoArtifactIsRefused() throws IOException {
        var jar = bundle("org.example.bad", "1.0.0", "");
        refused(upload(operator, "artifacts", new byte[] {1, 2, 3}), 422, "archive", "zip");
        refused(upload(operator, "artifacts", Arrays.copyOf(jar, jar.length / 2)), 422, "archive");
        refused(upload(operator, "artifacts", new byte[0]), 400, "bad-request", "empty");
        var trick = new ByteArrayOutputStream();
        try (var zip = new java.util.zip.ZipOutputStream(trick)) {
            zip.putNextEntry(new java.util.zip.ZipEntry("../outside"));
            zip.closeEntry();
        }
        refused(upload(operator, "artifacts", trick.toByteArray()), 422, "archive", "..");
        refused(operator.send("artifacts", request -> request.header("Content-Type", "application/octet-stream")
                .header("X-SHA256", "0".repeat(64)).POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(jar))),
                422, "content", "digest");
        upload(Platform.running().withRole("viewer"), "artifacts", jar).expect(403);
    }

    @Test
    void aReleaseWithItsFilesIsTakenAndTheSameAgainChangesNothing() throws IOException {
        var jar = bundle("org.example.two", "1.0.0", "");
        Files.write(folder.resolve("two.jar"), jar);
        var document = document("org.example.two", "1.0.0", jar);
        var file = new ByteArrayOutputStream();
        UpdateFile.write(sign(release(List.of(document))), List.of(),
                Map.of(document.sha256(), folder.resolve("two.jar")), file);

        var first = upload(operator, "releases", file.toByteArray()).expect(201).json();
        var again = upload(operator, "releases", file.toByteArray()).expect(201).json();

        assertThat(again.get("id")).isEqualTo(first.get("id"));
        assertThat(operator.get("releases/" + first.get("id").getAsLong()).expect(200).json().getAsJsonArray("signers"))
                .hasSize(1);
        refused(upload(operator, "releases", Arrays.copyOf(file.toByteArray(), file.size() - 100)), 422, "archive");
        refused(operator.delete("artifacts/" + document.sha256()), 409, "conflict");
    }

    @Test
    void aReleaseThatDevicesCouldNotTrustIsRefused() {
        var jar = bundle("org.example.three", "1.0.0", "");
        upload(operator, "artifacts", jar).expect(201);
        var document = document("org.example.three", "1.0.0", jar);
        var good = release(List.of(document));
        var signed = sign(good);

        refused(post(new SignedDoc(1, signed.payload(), List.of())), 422, "unsigned", "not signed");
        refused(post(SignedReleases.signByStranger(good)), 422, "signature", "needed: 1");
        var other = sign(release(List.of(document)));
        refused(post(new SignedDoc(1, other.payload(), signed.signatures())), 422, "signature");
        refused(post(sign(release(SignedReleases.nextNumber(), Instant.now().minusSeconds(1), List.of(document)))), 422,
                "expired", "expired on");
        var missing = document("org.example.three", "2.0.0", bundle("org.example.three", "2.0.0", ""));
        refused(post(sign(release(List.of(missing)))), 409, "missing", "org.example.three 2.0.0");
        var renamed = new org.tinylcm.protocol.update.ArtifactDoc("bundle", "org.example.else", "1.0.0",
                document.bytes(), document.sha256());
        refused(post(sign(release(List.of(renamed)))), 422, "mismatch", "calls itself bundle org.example.three");

        var latest = release(List.of(document));
        post(sign(latest)).expect(201);
        refused(post(sign(release(latest.number() - 1, Instant.now().plusSeconds(60), List.of(document)))), 422,
                "downgraded", "number");
        refused(post(sign(release(latest.number() + 2_000_000, Instant.now().plusSeconds(60), List.of(document)))), 422,
                "fast-forward");
        refused(operator.post("releases", "{\"schemaVersion\":1}"), 400, "bad-request", "payload");
    }

    private Api.Answer post(SignedDoc signed) {
        return operator.post("releases", Json.write(signed));
    }
}
