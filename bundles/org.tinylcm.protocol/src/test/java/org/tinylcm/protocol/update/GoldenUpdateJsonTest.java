package org.tinylcm.protocol.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tinylcm.protocol.BadJsonException;
import org.tinylcm.protocol.GoldenContract;
import org.tinylcm.protocol.Json;

/** The documents of the hot update: their files may get further members, and never change otherwise. */
class GoldenUpdateJsonTest extends GoldenContract {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00.250Z");
    private static final Instant LATER = Instant.parse("2027-03-01T00:00:00Z");
    private static final String DIGEST = "0123456789abcdef".repeat(4);
    private static final String KEY = "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    static Stream<Golden> documents() {
        var signed = new SignedDoc(1, "e30=", List.of(new SignatureDoc("21fe31dfa154a261", "A".repeat(86) + "==")));
        return Stream.of(
                new Golden("update/signed", signed),
                new Golden("update/release", new ReleaseDoc(1, "1.4.0", 12, AT, LATER, List.of("class:default", "device:d-7"),
                        List.of(new ArtifactDoc("bundle", "org.tinylcm.classifier.knn", "1.4.0", 40_960, DIGEST),
                                new ArtifactDoc("pack", "clothes", "2", 2_800_000, DIGEST)),
                        Map.of("org.tinylcm.classifier.knn", Map.of("k", "7")), "clothes")),
                new Golden("update/key-ring", new KeyRingDoc(1, 3, LATER, 1, List.of(
                        new KeyDoc("21fe31dfa154a261", KEY, "root", null),
                        new KeyDoc("31fe31dfa154a261", KEY, "release", List.of("org.tinylcm.*"))))),
                new Golden("update/desired-state", new DesiredStateDoc(1, 5, signed, false)),
                new Golden("update/deployment-event", new DeploymentEvent(1, 5, 4, "rolled_back", AT,
                        "accuracy on the golden samples fell from 0.98 to 0.61",
                        Map.of("accuracyAfter", 0.61))),
                new Golden("update/installed", new InstalledDoc(1, AT, "1.4.0", 12, 5, "clothes", "2", DIGEST,
                        List.of(new InstalledBundle("org.tinylcm.classifier.knn", "1.4.0", DIGEST, "active")),
                        Map.of("java.version", "17.0.15"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"number\": 12|\"number\": 0|'number'", "class:default|class:../x|'targets'",
        "\"pack\": \"clothes\"|\"pack\": \"shoes\"|'pack'", "\"kind\": \"pack\"|\"kind\": \"script\"|'kind'",
        "2027-|2017-|'expires'", "2800000|0|'bytes'", "2800000|99999999999|'bytes'",
        "\"name\": \"clothes\"|\"name\": \"../clothes\"|'name'", "0123456789abcdef0|X123456789abcdef0|'sha256'"})
    void refusesAReleaseThatBreaksARule(String change) throws IOException {
        var parts = change.split("\\|");
        var bad = text(new Golden("update/release", null)).replace(parts[0], parts[1]);

        assertThatThrownBy(() -> Json.read(bad, ReleaseDoc.class, "release.json"))
                .isInstanceOf(BadJsonException.class).hasMessageStartingWith("release.json").hasMessageContaining(parts[2]);
    }

    @Test
    void everyStateIsFoundByItsName() {
        assertThat(Arrays.stream(DeploymentState.values()).map(DeploymentState::id)).allSatisfy(id ->
                assertThat(DeploymentState.of(id).orElseThrow().id()).isEqualTo(id));
        assertThat(Arrays.stream(DeploymentState.values()).filter(DeploymentState::isFinal)).hasSize(5);
        assertThat(DeploymentState.of("later")).isEmpty();
    }
}
