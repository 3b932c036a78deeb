package org.tinylcm.source.camera.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.tinylcm.input.BadInputException;

/** The command line of a camera program. No shell sees it. */
final class CameraCommand {
    private static final String ORIGIN = "org.tinylcm.source.camera";

    private CameraCommand() {
    }

    /**
     * What the pictures should be like.
     *
     * @param device such as {@code /dev/video0}, or empty
     * @param rotation degrees clockwise: 0, 90, 180, 270
     */
    record Wish(String device, int width, int height, int fps, int rotation) {
    }

    /**
     * Splits a command line at its spaces, takes quoted parts as they are, and puts the wishes in place of
     * {@code {device} {width} {height} {fps} {rotation}}.
     */
    static List<String> of(String template, Wish wish) {
        var words = split(template);
        if (words.isEmpty() || words.get(0).isEmpty()) {
            throw new BadInputException(ORIGIN, "command", "must name a program");
        }
        if (wish.rotation() != 0 && !template.contains("{rotation}")) {
            throw new BadInputException(ORIGIN, "rotation", "must be 0 for a command without {rotation}");
        }
        return words.stream().map(word -> word
                .replace("{device}", wish.device().isEmpty() ? "/dev/video0" : wish.device())
                .replace("{width}", String.valueOf(wish.width()))
                .replace("{height}", String.valueOf(wish.height()))
                .replace("{fps}", String.valueOf(wish.fps()))
                .replace("{rotation}", String.valueOf(wish.rotation()))).toList();
    }

    /** The first known program that there is; those for the camera connector only if no V4L2 device is asked for. */
    static List<String> detect(Wish wish, Predicate<String> installed) {
        var device = wish.device().isEmpty() ? "/dev/video0" : wish.device();
        for (var program : List.of("rpicam-vid", "libcamera-vid")) {
            if (wish.device().isEmpty() && installed.test(program)) {
                return connector(program, wish);
            }
        }
        if (installed.test("ffmpeg")) {
            return ffmpeg(device, wish);
        }
        if (installed.test("v4l2-ctl")) {
            return v4l2(device, wish);
        }
        throw new BadInputException(ORIGIN, "command", "needs rpicam-vid (package rpicam-apps), libcamera-vid"
                + " (libcamera-apps), ffmpeg (ffmpeg) or v4l2-ctl (v4l-utils) to be installed, or a command of your own");
    }

    static boolean isInstalled(String program) {
        var path = System.getenv("PATH");
        for (var folder : (path == null ? "" : path).split(":")) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    private static List<String> connector(String program, Wish wish) {
        rotation(program, wish, 0, 180);
        return List.of(program, "--codec", "mjpeg", "--nopreview", "--timeout", "0",
                "--width", String.valueOf(wish.width()), "--height", String.valueOf(wish.height()),
                "--framerate", String.valueOf(wish.fps()), "--rotation", String.valueOf(wish.rotation()),
                "--output", "-");
    }

    private static List<String> ffmpeg(String device, Wish wish) {
        rotation("ffmpeg", wish, 0, 90, 180, 270);
        var words = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-hide_banner", "-loglevel", "error", "-f", "v4l2",
                "-framerate", String.valueOf(wish.fps()), "-video_size", wish.width() + "x" + wish.height(),
                "-i", device));
        if (wish.rotation() != 0) {
            words.addAll(List.of("-vf", wish.rotation() == 90 ? "transpose=1"
                    : wish.rotation() == 180 ? "hflip,vflip" : "transpose=2"));
        }
        words.addAll(List.of("-an", "-c:v", "mjpeg", "-q:v", "4", "-f", "mjpeg", "-"));
        return words;
    }

    private static List<String> v4l2(String device, Wish wish) {
        rotation("v4l2-ctl", wish, 0);
        return List.of("v4l2-ctl", "--device", device, "--set-fmt-video",
                "width=" + wish.width() + ",height=" + wish.height() + ",pixelformat=MJPG",
                "--set-parm", String.valueOf(wish.fps()), "--stream-mmap", "--stream-to=-");
    }

    private static void rotation(String program, Wish wish, int... possible) {
        for (var degrees : possible) {
            if (degrees == wish.rotation()) {
                return;
            }
        }
        throw new BadInputException(ORIGIN, "rotation", wish.rotation() + " is more than " + program + " can do");
    }

    private static List<String> split(String template) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        var inWord = false;
        var quote = '\0';
        for (var c : template.toCharArray()) {
            if (quote != '\0') {
                if (c == quote) {
                    quote = '\0';
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                inWord = true;
            } else if (Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                }
                word.setLength(0);
                inWord = false;
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (quote != '\0') {
            throw new BadInputException(ORIGIN, "command", "must close its quotes");
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }
}
