package org.tinylcm.protocol;

import java.util.List;

/**
 * Parameters of an operator's command; which of them count depends on the kind of the command.
 *
 * @param snapshot id of the snapshot to go back to ({@link #ROLLBACK})
 * @param reason note for the snapshot ({@link #SNAPSHOT})
 * @param packageTypes {@link PackageType#id} of what to send again, as far as the device still has it
 *         ({@link #RESEND}); empty for everything
 */
public record OperatorCommand(String snapshot, String reason, List<String> packageTypes) {
    public static final String ROLLBACK = "rollback";
    public static final String SNAPSHOT = "snapshot";
    public static final String RESEND = "resend";
    /** Goes back to the set before the last update; its parameter {@code deployment} says which update is meant. */
    public static final String ROLLBACK_UPDATE = "rollback-update";

    public OperatorCommand {
        packageTypes = Checks.list(packageTypes);
    }
}
