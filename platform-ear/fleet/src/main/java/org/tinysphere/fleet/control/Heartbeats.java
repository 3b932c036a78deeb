package org.tinysphere.fleet.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.tinylcm.protocol.Heartbeat;
import org.tinylcm.protocol.HeartbeatAnswer;
import org.tinylcm.protocol.Json;
import org.tinysphere.core.boundary.DeviceCaller;
import org.tinysphere.core.control.Check;
import org.tinysphere.core.control.Compression;
import org.tinysphere.core.control.Secrets;
import org.tinysphere.core.control.Settings;

/** The call that every device makes all the time: answered from memory, written later by {@link HeartbeatFlush}. */
@ApplicationScoped
public class Heartbeats {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
    private static final int MOST_MOMENTS = 120;
    private static final int MOST_POINTS = 5000;
    @Inject
    private DeviceDirectory directory;
    @Inject
    private HeartbeatBuffer buffer;
    @Inject
    private Settings settings;
    private volatile int seconds;

    /** What is written only when it changes. */
    private record Report(List<String> reasons, Map<String, String> versions) {
    }

    public HeartbeatAnswer accept(DeviceCaller caller, Heartbeat beat) {
        check(beat);
        var known = directory.find(caller.id()).orElseThrow();
        var json = Json.write(new Report(beat.reasons(), beat.versions()));
        var digest = Base64.getEncoder().encodeToString(Secrets.hash(json));
        var report = digest.equals(known.reported().get()) ? null : new HeartbeatBuffer.Report(json, digest);
        buffer.add(caller.number(), new HeartbeatBuffer.Seen(Instant.now(),
                // The next one comes when this answer wants it, whatever the device still believes.
                Math.max(beat.intervalSeconds(), seconds()), beat.health(), beat.configuration(), report),
                beat.metrics());
        known.reported().set(digest);
        var configurationWaits = !known.configuration().equals(
                beat.configuration() == null ? "none" : beat.configuration());
        return new HeartbeatAnswer(HeartbeatAnswer.VERSION, known.commands(), configurationWaits, known.update(),
                known.rotationWanted(), !known.schemaKnown(), seconds(), Compression.taken());
    }

    /** How often devices should send one. */
    public int seconds() {
        if (seconds == 0) {
            seconds = settings.number("TINYSPHERE_HEARTBEAT_SECONDS", 30);
        }
        return seconds;
    }

    private static void check(Heartbeat beat) {
        if (beat.metrics().size() > MOST_MOMENTS) {
            throw new IllegalArgumentException("'metrics' must have at most " + MOST_MOMENTS + " entries");
        }
        var points = 0;
        for (var moment : beat.metrics()) {
            points += moment.values().size();
            for (var entry : moment.values().entrySet()) {
                if (!NAME.matcher(entry.getKey()).matches()) {
                    throw new IllegalArgumentException("names in 'metrics' must have 1..100 lower-case letters, digits, "
                            + "'.', '_' or '-'");
                }
            }
        }
        if (points > MOST_POINTS) {
            throw new IllegalArgumentException("'metrics' must have at most " + MOST_POINTS + " values");
        }
        Check.optional(beat.configuration(), "configuration", 64);
        if (beat.versions().size() > 500 || beat.reasons().size() > 50) {
            throw new IllegalArgumentException("'versions' must have at most 500 and 'reasons' at most 50 entries");
        }
        new HashMap<>(beat.versions()).forEach((name, version) -> {
            Check.text(name, "versions", 200);
            Check.text(version, "versions", 200);
        });
        beat.reasons().forEach(reason -> Check.text(reason, "reasons", 500));
    }
}
