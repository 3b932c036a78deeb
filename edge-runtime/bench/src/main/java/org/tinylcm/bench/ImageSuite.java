package org.tinylcm.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Decoding, and resizing with normalisation. */
final class ImageSuite implements Benchmarked {

    @Override
    public String name() {
        return "image";
    }

    @Override
    public String title() {
        return "Resize and normalise a picture of 640x480 to an input of 224x224; JPEG decoding beside it";
    }

    @Override
    public void run(Settings settings, Findings findings) throws Exception {
        findings.flags = String.join(" ", Jmh.FLAGS);
        var scores = Jmh.run(settings, ImageBench.class, "uint8|float32",
                Map.of("fit", List.of("STRETCH", "CROP", "LETTERBOX")));
        scores.forEach((key, score) -> {
            var parts = key.split(" ");
            var what = parts[0] + ", " + parts[1].toLowerCase(Locale.ROOT);
            findings.add(Figure.below(1, what, score.value() / 1000, "ms")
                    .remark("+- " + Text.number(score.error() / 1000) + ", " + Text.number(score.bytes()) + " B/op"));
        });
        var decode = Jmh.run(settings, ImageBench.class, "decode", Map.of("fit", List.of("STRETCH"))).values()
                .iterator().next();
        findings.add(Figure.plain("JPEG decoding", decode.value() / 1000, "ms")
                .remark("+- " + Text.number(decode.error() / 1000) + ", " + Text.number(decode.bytes())
                        + " B/op, a file of " + Text.number(Pictures.jpeg().length) + " bytes"));
        findings.note("Decoding is done by the JDK (java.desktop); it allocates its readers' working memory.");
    }
}
