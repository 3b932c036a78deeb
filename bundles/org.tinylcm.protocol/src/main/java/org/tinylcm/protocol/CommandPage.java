package org.tinylcm.protocol;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What waits for a device, in order: ground truth and operators' commands.
 *
 * @param more true if there is more after the last of these
 */
public record CommandPage(int schemaVersion, List<Command> commands, boolean more) implements Versioned {
    public static final int VERSION = 1;

    public CommandPage {
        commands = Checks.list(commands);
    }

    /**
     * @param sequence rises; for {@code after} of the next call and for the acknowledgement
     * @param kind {@code feedback}, {@code snapshot}, {@code rollback}, {@code resend}, …
     * @param parameters what the kind needs, e.g. the snapshot's id
     */
    public record Command(long sequence, String kind, Instant at, Map<String, Object> parameters) {
        public Command {
            Checks.required(kind, "kind");
            parameters = Checks.map(parameters);
        }
    }
}
