package org.tinylcm.sync.internal;

import java.time.Clock;
import java.util.Arrays;
import org.tinylcm.input.BadInputException;
import org.tinylcm.protocol.LocationDoc;

/** Where somebody said that the device is. */
record FixedLocator(double latitude, double longitude, Double accuracyMetres, Clock clock) implements Locator {

    /** @throws BadInputException it is no position */
    static FixedLocator parse(String text, Clock clock) {
        try {
            var numbers = Arrays.stream(text.split(",")).mapToDouble(n -> Double.parseDouble(n.trim())).toArray();
            if (numbers.length == 2 || numbers.length == 3) {
                var position = new FixedLocator(numbers[0], numbers[1], numbers.length == 3 ? numbers[2] : null, clock);
                position.find();
                return position;
            }
        } catch (IllegalArgumentException e) {
            throw refused(text, e);
        }
        throw refused(text, null);
    }

    @Override
    public LocationDoc find() {
        return new LocationDoc(latitude, longitude, accuracyMetres, "fixed", clock.instant());
    }

    private static BadInputException refused(String text, Exception cause) {
        return new BadInputException(SyncComponent.PID, "geolocation.position",
                "must be like 48.137,11.575 or 48.137,11.575,20, not '" + text + "'", cause);
    }
}
