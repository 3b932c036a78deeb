package org.tinylcm.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    private static final String LINE = "{\"schemaVersion\":1,\"frame\":3,\"file\":\"a.jpg\",\"label\":\"cup\","
            + "\"confidence\":0.5,\"verdicts\":{\"m\":\"stable\"},\"micros\":{\"model\":12}}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"schemaVersion\":1,\"label\":\"cup\"}|x: $: 'file' is missing",
            "{\"file\":\"a\",\"label\":\"cup\"}|x: $.schemaVersion: must be a whole number from 1",
            "{\"schemaVersion\":1,\"file\":\"a\"}|x: $: there must be either 'label' or 'failure'",
            "{\"schemaVersion\":1,\"file\":\"a\",\"label\":\"c\",\"confidence\":1.5}"
                    + "|x: $: 'confidence' must be 0..1, not 1.5",
            "{\"schemaVersion\":1,\"file\":[],\"label\":\"c\"}|x: $.file: must be FrameLine",
            "{\"schemaVersion\":1,\"at\":\"soon\"}|x: $.at: must be FrameLine",
            "{\"file\":\"a\",\"file\":\"b\"}|x: $.file: is there twice",
            "{\"file\":1e999}|x: $.file: a number must fit a double and have at most 64 characters",
            "{'file':1}|x: $.: is not valid JSON",
            "{\"file\":1} {}|x: $: is not valid JSON",
            "{\"file\":|x: $.file: ends too early",
            "null|x: $: must not be null",
            "``|x: $: ends too early"})
    void namesThePartAndTheRule(String text, String message) {
        assertThatThrownBy(() -> Json.read(text, FrameLine.class, "x")).isInstanceOf(BadJsonException.class)
                .hasMessage(message);
    }

    @Test
    void refusesDeepNestingBeforeItCostsStack() {
        var deep = "[".repeat(500_000);

        assertThatThrownBy(() -> Json.tree(deep, "x", JsonLimits.DOCUMENT)).hasMessageContaining("nested too deeply");
    }

    @Test
    void refusesTooManyValuesAndTooManyBytes() {
        var many = "[" + "1,".repeat(200_000) + "1]";

        assertThatThrownBy(() -> Json.tree(many, "x", JsonLimits.DOCUMENT))
                .hasMessageContaining("at most 100000 values");
        assertThatThrownBy(() -> Json.tree(many, "x", new JsonLimits(10, 4, 10)))
                .hasMessageContaining("at most 10 bytes");
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        assertThatThrownBy(() -> Json.read(new byte[] {'"', (byte) 0xc3, '"'}, String.class, "x", JsonLimits.DOCUMENT))
                .hasMessage("x: $: must be UTF-8");
    }

    @Test
    void leavesOutWhatJsonCannotSay() {
        var doc = new DriftEventDoc.Reading("m", "d", Double.NaN, Double.POSITIVE_INFINITY, 1.0, null);

        assertThat(Json.write(doc)).isEqualTo("{\"monitor\":\"m\",\"metric\":\"d\",\"statistic\":1.0}");
        assertThat(Json.write(new float[] {1f, Float.NaN})).isEqualTo("[1.0,null]");
    }

    @Test
    void wholeNumbersStayWholeInFreeForm() {
        var doc = Json.read("{\"schemaVersion\":1,\"at\":\"2026-01-01T00:00:00Z\",\"values\":{\"n\":9007199254740993}}",
                SystemMetricsDoc.class, "x");

        assertThat(doc).isEqualTo(
                new SystemMetricsDoc(1, Instant.parse("2026-01-01T00:00:00Z"), Map.of("n", 9007199254740993L)));
    }

    @Test
    void damagedDocumentsAreReadOrRefusedAndNothingElse() {
        var random = new SplittableRandom(7);
        for (int round = 0; round < 4000; round++) {
            var bytes = LINE.getBytes(StandardCharsets.UTF_8);
            for (int edits = random.nextInt(1, 4); edits > 0; edits--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            var length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
            var damaged = Arrays.copyOf(bytes, length);
            try {
                Json.read(damaged, FrameLine.class, "x", JsonLimits.DOCUMENT);
            } catch (BadJsonException e) {
                assertThat(e.getMessage()).startsWith("x: ").doesNotContain("\n");
            }
        }
    }
}
