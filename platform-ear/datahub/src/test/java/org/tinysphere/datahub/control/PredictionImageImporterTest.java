package org.tinysphere.datahub.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PredictionImageImporterTest {
    @Test
    void showsOnlyJpegAndPng() throws IOException {
        assertThat(mediaType("\u00ff\u00d8\u00ff\u00e0")).isEqualTo("image/jpeg");
        assertThat(mediaType("\u0089PNG\r\n\u001a\n....")).isEqualTo("image/png");
        assertThat(mediaType("\u0089PNG")).isEqualTo("application/octet-stream");
        assertThat(mediaType("GIF89a....")).isEqualTo("application/octet-stream");
        assertThat(mediaType("BM......")).isEqualTo("application/octet-stream");
        assertThat(mediaType("<svg></svg>")).isEqualTo("application/octet-stream");
        assertThat(mediaType("")).isEqualTo("application/octet-stream");
    }

    private String mediaType(String bytes) throws IOException {
        return PredictionImageImporter.mediaType(
                new Member.InMemory(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
