package org.tinylcm.sync.internal;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.tinylcm.ops.Audit;
import org.tinylcm.protocol.CommandPage;
import org.tinylcm.protocol.CommandResults;
import org.tinylcm.protocol.ConfigurationReport;
import org.tinylcm.protocol.ConfigurationSchema;
import org.tinylcm.protocol.Heartbeat;
import org.tinylcm.protocol.RegisterRequest;
import org.tinylcm.sync.client.Counters;
import org.tinylcm.sync.client.DeviceSide;
import org.tinylcm.sync.client.Spool;
import org.tinylcm.update.UpdateService;

/** This device, as the client sees it. */
final class RealDevice implements DeviceSide {
    private final Device device;
    private final Facts facts;
    private final Whereabouts whereabouts;
    private final Spool spool;
    private final Counters counters;
    private final Clock clock;
    private final CommandDesk commands;
    private final ConfigDesk configuration;
    private final boolean batteryCounts;

    /**
     * @param whereabouts null if they are nobody's business
     * @param resend packs the named types again
     */
    RealDevice(Device device, SyncConfig config, Facts facts, Whereabouts whereabouts, Spool spool, Counters counters,
            Clock clock, Consumer<List<String>> resend) {
        this.device = device;
        this.facts = facts;
        this.whereabouts = whereabouts;
        this.spool = spool;
        this.counters = counters;
        this.clock = clock;
        commands = new CommandDesk(device, resend);
        configuration = new ConfigDesk(device, Set.copyOf(List.of(config.protect())));
        batteryCounts = config.min_battery_percent() > 0;
    }

    @Override
    public RegisterRequest registration(String enrollmentToken, String deviceKey) {
        return facts.registration(enrollmentToken, deviceKey, whereabouts == null ? null : whereabouts.known());
    }

    @Override
    public Heartbeat heartbeat(String applied, int intervalSeconds) {
        var own = new TreeMap<String, Double>();
        own.put("sync.spool.packages", (double) spool.size());
        own.put("sync.spool.bytes", (double) spool.bytes());
        counters.snapshot().forEach((name, count) -> own.put("sync." + name, (double) count));
        return facts.heartbeat(applied, intervalSeconds, own, clock.instant());
    }

    @Override
    public ConfigurationSchema schema() {
        return configuration.schema();
    }

    @Override
    public List<ConfigurationReport.Result> configure(Map<String, List<String>> before,
            Map<String, Map<String, String>> values) {
        return configuration.configure(before, values);
    }

    @Override
    public CommandResults.Result execute(CommandPage.Command command) {
        return commands.execute(command);
    }

    @Override
    public void updateWaits() {
        device.find(UpdateService.class).ifPresent(UpdateService::check);
    }

    @Override
    public OptionalDouble battery() {
        return batteryCounts && device.figures().get("battery.percent") instanceof Number percent
                ? OptionalDouble.of(percent.doubleValue()) : OptionalDouble.empty();
    }

    @Override
    public void note(String kind, Map<String, ?> details) {
        device.find(Audit.class).ifPresent(audit -> audit.record(kind, details));
    }
}
