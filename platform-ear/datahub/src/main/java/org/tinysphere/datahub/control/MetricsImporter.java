package org.tinysphere.datahub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.tinylcm.protocol.Heartbeat;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinylcm.protocol.PackageType;
import org.tinylcm.protocol.SystemMetricsDoc;
import org.tinysphere.core.control.WorkHandler;
import org.tinysphere.fleet.control.MetricStore;

/**
 * Figures go where those of the heartbeats are. They are stored while they are read, since a point is named by device,
 * metric and time: after a crash the same ones are stored again and change nothing.
 */
@ApplicationScoped
public class MetricsImporter implements PackageImporter {
    private static final String MEMBER = "metrics.jsonl";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
    private static final int MOST_NAMES = 1000;
    private static final int MOMENTS = 100;
    @Inject
    private MetricStore metrics;

    @Override
    public PackageType type() {
        return PackageType.METRICS;
    }

    @Override
    public Runnable prepare(ReceivedPackage received, WorkHandler.Progress progress) throws Exception {
        var batch = new ArrayList<Heartbeat.MetricPoints>();
        var number = received.device().number();
        // The log may have been set aside: then there is more than one stretch of it.
        for (var file : received.metadata().files()) {
            if (!file.path().endsWith(".jsonl")) {
                throw new WorkHandler.GiveUp("member '" + file.path() + "' must be like " + MEMBER);
            }
            Lines.read(received, file.path(), (bytes, origin) -> {
                var line = Json.read(bytes, SystemMetricsDoc.class, origin, JsonLimits.DOCUMENT);
                var values = numbers(line.values());
                if (!values.isEmpty()) {
                    batch.add(new Heartbeat.MetricPoints(line.at(), values));
                }
                if (batch.size() == MOMENTS) {
                    store(number, batch);
                }
            });
        }
        store(number, batch);
        return () -> { };
    }

    private void store(long device, List<Heartbeat.MetricPoints> batch) {
        metrics.write(device, List.copyOf(batch));
        batch.clear();
    }

    /** Texts and truth values are no figures; they are in the package. */
    private static Map<String, Double> numbers(Map<String, Object> values) {
        var numbers = new LinkedHashMap<String, Double>();
        values.forEach((name, value) -> {
            if (value instanceof Number n && NAME.matcher(name).matches() && numbers.size() < MOST_NAMES
                    && Double.isFinite(n.doubleValue())) {
                numbers.put(name, n.doubleValue());
            }
        });
        return numbers;
    }
}
