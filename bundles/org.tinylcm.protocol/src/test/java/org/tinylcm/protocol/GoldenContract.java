package org.tinylcm.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is promised of every document: its file may get further members, and never changes otherwise. Who extends this
 * has a static method {@code documents}; the files are in {@code golden}.
 */
public abstract class GoldenContract {
    /** @param file name without its ending */
    public record Golden(String file, Object value) {
        @Override
        public String toString() {
            return file;
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void writesExactlyTheGoldenFile(Golden golden) throws IOException {
        assertThat(Json.pretty(golden.value()) + "\n").isEqualTo(text(golden));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void readsTheGoldenFileBack(Golden golden) throws IOException {
        assertThat(Json.read(text(golden), golden.value().getClass(), golden.file()))
                .usingRecursiveComparison().isEqualTo(golden.value());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void passesOverMembersOfALaterVersion(Golden golden) throws IOException {
        var later = text(golden).replaceFirst("\\{", "{\"laterMember\": {\"deep\": [1, null, \"x\"]}, ");

        assertThat(Json.read(later, golden.value().getClass(), golden.file()))
                .usingRecursiveComparison().isEqualTo(golden.value());
    }

    protected static String text(Golden golden) throws IOException {
        try (var in = GoldenContract.class.getResourceAsStream("/golden/" + golden.file() + ".json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
