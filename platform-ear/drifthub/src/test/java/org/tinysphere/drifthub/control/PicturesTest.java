package org.tinysphere.drifthub.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tinylcm.protocol.PictureType;
import org.tinysphere.datahub.control.Member;

class PicturesTest {
    @Test
    void keepsOnlyJpegAndPng() throws IOException {
        assertThat(type(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 0})).contains(PictureType.JPEG);
        assertThat(type(Packages.PNG)).contains(PictureType.PNG);
        assertThat(type("GIF89a....".getBytes(StandardCharsets.US_ASCII))).isEmpty();
        assertThat(type("BM......".getBytes(StandardCharsets.US_ASCII))).isEmpty();
        assertThat(type(new byte[0])).isEmpty();
    }

    @Test
    void keepsNoneThatIsTooLarge() throws IOException {
        assertThat(type(Arrays.copyOf(Packages.PNG, 16 << 20))).contains(PictureType.PNG);
        assertThat(type(Arrays.copyOf(Packages.PNG, (16 << 20) + 1))).isEmpty();
    }

    private Optional<PictureType> type(byte[] bytes) throws IOException {
        return Pictures.type(new Member.InMemory(bytes));
    }
}
