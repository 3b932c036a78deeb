package org.tinylcm.sync.client;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.tinylcm.protocol.CommandPage;
import org.tinylcm.protocol.CommandResults;
import org.tinylcm.protocol.ConfigurationReport;
import org.tinylcm.protocol.ConfigurationSchema;
import org.tinylcm.protocol.Heartbeat;
import org.tinylcm.protocol.RegisterRequest;

/** The device as its client sees it: a real one, or a simulated one. Called by the client's threads only. */
public interface DeviceSide {

    /** What to tell at the registration. */
    RegisterRequest registration(String enrollmentToken, String deviceKey);

    /**
     * @param configuration version of the desired configuration that was applied last, or null
     * @param intervalSeconds when the next one comes
     */
    Heartbeat heartbeat(String configuration, int intervalSeconds);

    /** What can be configured. */
    ConfigurationSchema schema();

    /**
     * Applies a configuration: checks each value, keeps what is right, and takes back what an earlier one had set and
     * this one does not.
     *
     * @param before what the earlier one had set, keys by PID
     * @param values what is wanted now
     * @return a result a key
     */
    List<ConfigurationReport.Result> configure(Map<String, List<String>> before,
            Map<String, Map<String, String>> values);

    /**
     * Does what is commanded; on return the effect is on disk. May be called again with the same command if the power
     * went in between.
     *
     * @return what to tell: applied, or refused for good
     * @throws IllegalStateException not possible at the moment
     */
    CommandResults.Result execute(CommandPage.Command command);

    /** The platform wants something of the hot update: it is to be asked soon. Returns at once. */
    default void updateWaits() {
        // Without an updater nobody asks.
    }

    /** How full the battery is, 0..100, empty if there is none or nobody knows. */
    OptionalDouble battery();

    /** Notes a decision in the audit trail. */
    void note(String kind, Map<String, ?> details);
}
