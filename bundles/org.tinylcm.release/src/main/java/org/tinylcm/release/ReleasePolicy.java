package org.tinylcm.release;

import java.time.Instant;
import java.util.List;
import org.tinylcm.protocol.update.ReleaseDoc;
import org.tinylcm.release.RefusedException.Reason;

/**
 * Whether a trusted release may be taken by one device at this moment.
 *
 * @param deviceId name at the platform, empty if there is none
 * @param deviceClasses classes that the device's own configuration puts it in
 * @param highestConfirmed highest number that it ever confirmed, 0 at first
 * @param confirmedDigest SHA-256 of the payload of that release, empty at first
 */
public record ReleasePolicy(String deviceId, List<String> deviceClasses, long highestConfirmed,
        String confirmedDigest) {
    /** Furthest that a number may jump: the room of a device cannot be used up by one release. */
    public static final long MOST_JUMP = 1_000_000;

    /**
     * @param digest SHA-256 of the release's payload
     * @param now time of the device, never before that of anything signed that it has seen
     * @throws RefusedException it may not
     */
    public void check(ReleaseDoc release, String digest, Instant now) {
        if (!release.expires().isAfter(now)) {
            throw new RefusedException(Reason.EXPIRED, "release " + release.name() + " expired on "
                    + release.expires());
        }
        if (release.targets().stream().noneMatch(this::isMe)) {
            throw new RefusedException(Reason.FOREIGN, "release " + release.name() + " is for "
                    + String.join(", ", release.targets()) + ", not for this device (" + me() + ")");
        }
        if (release.number() < highestConfirmed
                || release.number() == highestConfirmed && !digest.equals(confirmedDigest)) {
            throw new RefusedException(Reason.DOWNGRADED, "release " + release.name() + " has the number "
                    + release.number() + ", and this device has confirmed number " + highestConfirmed + " already");
        }
        if (release.number() - highestConfirmed > MOST_JUMP) {
            throw new RefusedException(Reason.FAST_FORWARD, "release " + release.name() + " has the number "
                    + release.number() + ", which is more than " + MOST_JUMP + " above " + highestConfirmed);
        }
    }

    private boolean isMe(String target) {
        return !deviceId.isEmpty() && target.equals(ReleaseDoc.DEVICE + deviceId)
                || deviceClasses.stream().anyMatch(name -> target.equals(ReleaseDoc.CLASS + name));
    }

    private String me() {
        var classes = "class " + String.join(", ", deviceClasses);
        return deviceId.isEmpty() ? classes : "device " + deviceId + ", " + classes;
    }
}
