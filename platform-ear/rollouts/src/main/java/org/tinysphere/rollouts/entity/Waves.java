package org.tinysphere.rollouts.entity;

import java.nio.charset.StandardCharsets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.tinylcm.release.Sha256;

/**
 * Which device gets a release when. Every device has a place in a rollout, drawn from both names; a wave goes up to a
 * border. So a device that comes late has its wave without anybody having known of it.
 */
public final class Waves {
    private Waves() {
    }

    /**
     * A wave; one of both is set.
     *
     * @param percent until so many of all devices have it, those of earlier waves included
     * @param count so many more devices
     */
    public record Wave(Integer percent, Integer count) {
        public Wave {
            if ((percent == null) == (count == null) || percent != null && (percent < 1 || percent > 100)
                    || count != null && (count < 1 || count > 1_000_000)) {
                throw new IllegalArgumentException("each of 'waves' must have 'percent' (1..100) or 'count' (1..1000000)");
            }
        }
    }

    /** A number from 0, evenly spread, the same for ever. */
    public static long place(long rollout, String device) {
        var digest = Sha256.of((rollout + "/" + device).getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(digest).getLong() & Long.MAX_VALUE;
    }

    /**
     * The last place of each wave. The last wave takes whoever is left.
     *
     * @param places of the devices there are, ascending
     */
    public static List<Long> borders(List<Long> places, List<Wave> waves) {
        var borders = new ArrayList<Long>();
        var taken = 0;
        for (int i = 0; i < waves.size() - 1; i++) {
            var wave = waves.get(i);
            var until = wave.count() != null ? Math.min(places.size(), taken + (long) wave.count())
                    : Math.max(taken, (places.size() * (long) wave.percent() + 99) / 100);
            taken = (int) until;
            borders.add(taken == 0 ? -1 : places.get(taken - 1));
        }
        borders.add(Long.MAX_VALUE);
        return borders;
    }

    /** From 0. */
    public static int of(long place, List<Long> borders) {
        var wave = 0;
        while (place > borders.get(wave)) {
            wave++;
        }
        return wave;
    }
}
