package org.tinysphere.fleet.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.tinysphere.core.control.BoundedCache;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Signal;

/** What people call devices, in memory: lists of other things name their devices by id only. */
@ApplicationScoped
public class DeviceNames {
    private static final int MOST = 20_000;
    private final BoundedCache<String, String> cache = new BoundedCache<>(MOST, Duration.ofMinutes(10));
    @Inject
    private Db db;

    /** The id itself if there is no such device. */
    public String of(String id) {
        return cache.get(id, key -> db.first("select name from device where id = ?", row -> row.text("name"), key))
                .orElse(id);
    }

    /** The id of the only device of that name; what was given if there is none, or more than one. */
    public String id(String idOrName) {
        if (idOrName == null || !of(idOrName).equals(idOrName)) {
            return idOrName;
        }
        var ids = db.list("select id from device where name = ? limit 2", row -> row.text("id"), idOrName);
        return ids.size() == 1 ? ids.get(0) : idOrName;
    }

    void changed(@Observes Signal signal) {
        if (signal.topic().equals(DeviceDirectory.TOPIC) && !signal.key().equals("*")) {
            cache.forget(signal.key());
        } else if (signal.concerns(DeviceDirectory.TOPIC)) {
            cache.clear();
        }
    }
}
