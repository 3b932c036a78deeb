package org.tinylcm.extractor.tflite.internal;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import org.tinylcm.frame.Frame;
import org.tinylcm.frame.Payload;
import org.tinylcm.model.Backbone;
import org.tinylcm.model.ImageInput;

/** What a test needs to open a model as the bundle does. */
final class Engines {

    private Engines() {
    }

    static ChildJvm child() {
        return new ChildJvm(System.getProperty("java.class.path"), List.of("-Dorg.bytedeco.javacpp.cachedir="
                + System.getProperty("org.bytedeco.javacpp.cachedir"), "-Dorg.bytedeco.javacpp.nopointergc=true"));
    }

    static TrialRunner trials(Path folder, Settings settings) {
        return new TrialRunner(folder, Engines::child, Engine.runtime(settings), settings);
    }

    static Engine engine(Path folder, Settings settings) {
        return new Engine(settings, trials(folder, settings), Engine.runtime(settings));
    }

    static Settings xnnpack(boolean on) {
        var d = Settings.DEFAULT;
        return new Settings(1, on, false, d.maxModelBytes(), d.imageLimits(), d.trialSeconds(), d.trialMegabytes());
    }

    static Path file(Path folder, Graph graph) {
        try {
            var file = Files.createTempFile(folder, "model", ".tflite");
            Files.write(file, GraphWriter.write(graph));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Backbone backbone(Path file, String tensor, int dimension, ImageInput input, Settings settings) {
        try {
            var sha = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
            return new Backbone(file, sha, tensor, dimension, input, Engine.runtime(settings));
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Frame frame(int width, int height, int... rgb) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, rgb[i % rgb.length]);
        }
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return frame(new Payload.EncodedImage(out.toByteArray()));
    }

    static Frame frame(Payload payload) {
        return new Frame(0, "frame.png", Instant.EPOCH, null, payload);
    }
}
