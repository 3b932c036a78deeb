package org.tinylcm.sync.client;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.tinylcm.protocol.CommandPage;
import org.tinylcm.protocol.CommandResults;
import org.tinylcm.protocol.ConfigurationReport;
import org.tinylcm.protocol.ConfigurationSchema;
import org.tinylcm.protocol.Heartbeat;
import org.tinylcm.protocol.RegisterRequest;

/** A device that notes what its client wants of it. */
class FakeDevice implements DeviceSide {
    final List<CommandPage.Command> executed = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    final List<Map<String, Map<String, String>>> configurations = new ArrayList<>();
    OptionalDouble battery = OptionalDouble.empty();
    String hostname = "pi";
    boolean busy;
    int updatesWaited;

    @Override
    public void updateWaits() {
        updatesWaited++;
    }

    @Override
    public RegisterRequest registration(String token, String key) {
        return new RegisterRequest(1, token, key, hostname, "Debian", "12", "aarch64", "17", "0.1", "Pi", Map.of(),
                null);
    }

    @Override
    public Heartbeat heartbeat(String configuration, int intervalSeconds) {
        return new Heartbeat(1, "ok", List.of(), Map.of(), configuration, intervalSeconds,
                List.of(new Heartbeat.MetricPoints(Instant.EPOCH, Map.of("pipeline.frames", 3.0))));
    }

    @Override
    public ConfigurationSchema schema() {
        return new ConfigurationSchema(1, List.of());
    }

    @Override
    public List<ConfigurationReport.Result> configure(Map<String, List<String>> before,
            Map<String, Map<String, String>> values) {
        configurations.add(values);
        var results = new ArrayList<ConfigurationReport.Result>();
        values.forEach((pid, keys) -> keys.forEach((key, value) -> results.add(new ConfigurationReport.Result(pid, key,
                !value.equals("bad"), value.equals("bad") ? "must be good" : null))));
        return results;
    }

    @Override
    public CommandResults.Result execute(CommandPage.Command command) {
        if (busy) {
            throw new IllegalStateException("no classifier at the moment");
        }
        executed.add(command);
        return new CommandResults.Result(command.sequence(), true, "done");
    }

    @Override
    public OptionalDouble battery() {
        return battery;
    }

    @Override
    public void note(String kind, Map<String, ?> details) {
        notes.add(kind);
    }
}
