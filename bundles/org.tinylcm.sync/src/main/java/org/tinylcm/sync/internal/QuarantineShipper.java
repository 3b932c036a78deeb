package org.tinylcm.sync.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.tinylcm.durable.FileOps;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.PackageType;
import org.tinylcm.protocol.QuarantinedSampleDoc;
import org.tinylcm.quarantine.QuarantinedSample;
import org.tinylcm.sync.client.Member;
import org.tinylcm.sync.client.Outbox;
import org.tinylcm.sync.client.StateFile;

/** Packs samples that are new in the quarantine, and those whose status or label has changed. */
final class QuarantineShipper {
    private static final int MOST_SAMPLES = 50;
    private static final long LARGEST_IMAGE = 4 << 20;

    /** @param sent status and label as they were sent, by sample */
    record Doc(Map<String, String> sent) {
        Doc {
            sent = sent == null ? Map.of() : Map.copyOf(sent);
        }
    }

    private final Path images;
    private final StateFile<Doc> state;
    private final Clock clock;

    /** @param images where pictures of odd frames are kept, by day */
    QuarantineShipper(Path images, FileOps ops, Path state, Clock clock) {
        this.images = images;
        this.state = new StateFile<>(ops, state, Doc.class, new Doc(Map.of()));
        this.clock = clock;
    }

    /** If the power goes in between, a few samples come twice: their ids say so. */
    void ship(List<QuarantinedSample> samples, Outbox outbox) {
        var sent = new TreeMap<String, String>();
        var fresh = new ArrayList<QuarantinedSample>();
        for (var sample : samples) {
            var standing = standing(sample);
            var before = state.get().sent().get(sample.id());
            if (standing.equals(before)) {
                sent.put(sample.id(), standing);
            } else {
                fresh.add(sample);
            }
        }
        for (int i = 0; i < fresh.size(); i += MOST_SAMPLES) {
            var some = fresh.subList(i, Math.min(fresh.size(), i + MOST_SAMPLES));
            outbox.put(PackageType.QUARANTINE, clock.instant(), members(some));
            some.forEach(sample -> sent.put(sample.id(), standing(sample)));
            state.set(new Doc(sent));
        }
    }

    /** From now on everything that is kept is new. */
    void again() {
        state.set(new Doc(Map.of()));
    }

    private List<Member> members(List<QuarantinedSample> samples) {
        var lines = new StringBuilder();
        var pictures = new ArrayList<Member>();
        for (var sample : samples) {
            var picture = picture(sample, pictures.size());
            if (picture != null) {
                pictures.add(picture);
            }
            lines.append(Json.write(document(sample, picture == null ? null : picture.path()))).append('\n');
        }
        var members = new ArrayList<Member>();
        members.add(Member.of("samples.jsonl", Member.LINES, lines.toString()));
        members.addAll(pictures);
        return members;
    }

    /** Only with a sample's first coming: later it would be the same again. */
    private Member picture(QuarantinedSample sample, int number) {
        if (state.get().sent().containsKey(sample.id())) {
            return null;
        }
        var day = images.resolve(sample.at().atZone(ZoneOffset.UTC).toLocalDate().toString());
        for (var extension : List.of("jpg", "png", "bmp", "gif")) {
            var file = day.resolve("frame-" + sample.frame() + "." + extension);
            try {
                if (Files.exists(file) && Files.size(file) <= LARGEST_IMAGE) {
                    return new Member("image-" + number + "." + extension, Images.mediaType(extension),
                            Files.size(file), null, () -> Files.newInputStream(file));
                }
            } catch (IOException e) {
                // The quota may delete it at any moment; the sample is worth sending without it.
                return null;
            }
        }
        return null;
    }

    private static String standing(QuarantinedSample sample) {
        return sample.status() + (sample.label() == null ? "" : " " + sample.label());
    }

    private static QuarantinedSampleDoc document(QuarantinedSample sample, String image) {
        return new QuarantinedSampleDoc(QuarantinedSampleDoc.VERSION, sample.id(), sample.at(), sample.frame(),
                sample.frameName(), sample.predicted(), Json.finite(sample.confidence()),
                Json.finite(sample.novelty()), sample.reason(), sample.status().name().toLowerCase(Locale.ROOT),
                sample.label(), sample.truth(), image, sample.features());
    }
}
