package org.tinysphere.console.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tinylcm.protocol.ConfigurationReport;
import org.tinysphere.fleet.control.Configurations;

/** What one device should be configured as, what it is, and where that is not the same. */
@Named("configuration")
@RequestScoped
public class DeviceConfiguration {
    @Inject
    private DevicePage device;
    @Inject
    private Configurations configurations;
    private final Once once = new Once();

    /**
     * One value.
     *
     * @param origin {@code device} or {@code group}: whose profile wants it; {@code none} if nobody does any more
     * @param wanted null if nobody wants it any more
     * @param actual what is in effect, as the device last said; null if it has not
     * @param state {@code applied} or {@code refused} as the device reported, {@code waiting} if it has not yet
     */
    public record Value(String pid, String key, String origin, String wanted, String actual, String state, String reason) {
        /** False as long as it is not known. */
        public boolean isDifferent() {
            return wanted != null && actual != null && !wanted.equals(actual);
        }
    }

    public Configurations.OfDevice all() {
        return once.of("all", () -> configurations.ofDevice(device.place().number(), device.place().group()));
    }

    public List<Settable> form() {
        return once.of("form", () -> all().schema() == null ? List.of()
                : Settable.of(List.of(all().schema()), all().own().values()));
    }

    public String others() {
        return Settable.others(form(), all().own().values());
    }

    /** True if the device said that it took over just the version that is wanted. */
    public boolean upToDate() {
        return all().effective().version().equals(all().reportedVersion() == null ? "none" : all().reportedVersion());
    }

    public List<Value> values() {
        return once.of("values", this::read);
    }

    private List<Value> read() {
        var results = new TreeMap<String, ConfigurationReport.Result>();
        all().results().forEach(result -> results.put(result.pid() + ' ' + result.key(), result));
        var list = new ArrayList<Value>();
        all().effective().values().forEach((pid, values) -> values.forEach((key, wanted) -> {
            var result = results.remove(pid + ' ' + key);
            list.add(value(pid, key, all().own().values().getOrDefault(pid, Map.of()).containsKey(key) ? "device" : "group",
                    wanted, upToDate() ? result : null));
        }));
        results.values().forEach(result -> list.add(value(result.pid(), result.key(), "none", null, result)));
        return list;
    }

    private Value value(String pid, String key, String origin, String wanted, ConfigurationReport.Result result) {
        return new Value(pid, key, origin, wanted, actual(pid, key), result == null ? "waiting"
                : result.applied() ? "applied" : "refused", result == null ? null : result.reason());
    }

    /** What is in effect; null if the device has not said. */
    public String actual(String pid, String key) {
        return all().schema() == null ? null : all().schema().components().stream()
                .filter(component -> component.pid().equals(pid)).flatMap(component -> component.attributes().stream())
                .filter(attribute -> attribute.key().equals(key)).map(attribute -> attribute.value() == null
                        ? attribute.defaultValue() : attribute.value()).filter(value -> value != null).findFirst().orElse(null);
    }
}
