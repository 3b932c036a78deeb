package org.tinylcm.source.camera.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tinylcm.input.BadInputException;
import org.tinylcm.source.camera.internal.CameraCommand.Wish;

class CameraCommandTest {
    private static final Wish WISH = new Wish("", 640, 480, 5, 0);

    @Test
    void splitsWithoutAShell() {
        assertThat(CameraCommand.of("  cam 'a b'  --x=\"c d\" $(id) ; {width}x{height}@{fps} '' {device} ", WISH))
                .containsExactly("cam", "a b", "--x=c d", "$(id)", ";", "640x480@5", "", "/dev/video0");
        assertThatThrownBy(() -> CameraCommand.of("cam 'a", WISH)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> CameraCommand.of(" ", WISH)).isInstanceOf(BadInputException.class);
    }

    @Test
    void takesTheProgramThatIsInstalled() {
        assertThat(CameraCommand.detect(WISH, program -> true)).startsWith("rpicam-vid").contains("640", "480", "5");
        assertThat(CameraCommand.detect(WISH, "libcamera-vid"::equals)).startsWith("libcamera-vid");
        assertThat(CameraCommand.detect(new Wish("/dev/video2", 320, 240, 9, 270), program -> true))
                .startsWith("ffmpeg").containsSequence("-i", "/dev/video2").contains("320x240", "transpose=2");
        assertThat(CameraCommand.detect(WISH, "v4l2-ctl"::equals)).startsWith("v4l2-ctl").contains("/dev/video0");
        assertThatThrownBy(() -> CameraCommand.detect(WISH, program -> false)).isInstanceOf(BadInputException.class)
                .hasMessageContaining("rpicam-apps").hasMessageContaining("v4l-utils");
    }

    @Test
    void refusesARotationThatTheProgramCannotDo() {
        var turned = new Wish("", 640, 480, 5, 90);
        for (var program : List.of("rpicam-vid", "v4l2-ctl")) {
            assertThatThrownBy(() -> CameraCommand.detect(turned, program::equals))
                    .hasMessageContaining("rotation: 90 is more than " + program + " can do");
        }
        assertThatThrownBy(() -> CameraCommand.of("cam", turned)).hasMessageContaining("{rotation}");
        assertThat(CameraCommand.of("cam {rotation}", turned)).containsExactly("cam", "90");
    }
}
