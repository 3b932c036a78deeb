package org.tinysphere.fleet.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.tinysphere.core.boundary.DeviceAuthenticator;
import org.tinysphere.core.boundary.DeviceCaller;
import org.tinysphere.core.control.BoundedCache;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.control.Secrets;
import org.tinysphere.core.control.Signal;
import org.tinysphere.core.control.Signals;

/**
 * What a device's call needs to know of it, in memory: its secret's digest and what waits for it. Whoever changes any
 * of it sends a signal, which makes every node forget it; as a second line it is read again after ten minutes.
 */
@ApplicationScoped
public class DeviceDirectory implements DeviceAuthenticator {
    /** Topic of the signals about devices; the key is the device's id. */
    public static final String TOPIC = "device";
    private static final int MOST = 50_000;
    private final BoundedCache<String, Known> cache = new BoundedCache<>(MOST, Duration.ofMinutes(10));
    @Inject
    private Db db;
    @Inject
    private Signals signals;
    @Inject
    private Configurations configurations;
    @Inject
    @Any
    private Instance<UpdateWaits> updates;

    /**
     * One device.
     *
     * @param configuration version of its desired configuration
     * @param reported digest of the last report that was taken over for the database
     */
    public record Known(DeviceCaller caller, byte[] secret, byte[] previous, Instant previousUntil, boolean retired,
            boolean rotationWanted, boolean commands, boolean update, boolean schemaKnown, String configuration,
            AtomicReference<String> reported) {
        boolean opensWith(byte[] hash) {
            return MessageDigest.isEqual(secret, hash)
                    || previous != null && previousUntil.isAfter(Instant.now()) && MessageDigest.isEqual(previous, hash);
        }
    }

    @Override
    public DeviceCaller authenticate(String id, String secret) {
        var known = find(id);
        var hash = Secrets.hash(secret);
        if (known.isEmpty() || !known.get().opensWith(hash)) {
            throw Problem.unauthorised("the device or its secret is not known");
        }
        if (known.get().retired) {
            throw new Problem(403, "device-retired", "the device was retired");
        }
        return known.get().caller;
    }

    public Optional<Known> find(String id) {
        return id.length() > 64 ? Optional.empty() : cache.get(id, this::load);
    }

    /** Forgets the device on all nodes, here at once and there with the commit of the transaction. */
    public void changed(String id) {
        cache.forget(id);
        signals.send(TOPIC, id);
    }

    /** Forgets all devices, e.g. because their group's configuration changed. */
    public void allChanged() {
        cache.clear();
        signals.send(TOPIC, "*");
    }

    void changed(@Observes Signal signal) {
        if (signal.concerns(TOPIC)) {
            if (signal.topic().equals(TOPIC) && !signal.key().equals("*")) {
                cache.forget(signal.key());
            } else {
                cache.clear();
            }
        }
    }

    private Optional<Known> load(String id) {
        return db.first("select d.*, l.report_digest, s.device is not null as schema_known, exists (select 1 from "
                + "device_command c where c.device = d.number and c.state in ('created', 'delivered')) as commands "
                + "from device d left join device_live l on l.device = d.number "
                + "left join configuration_schema s on s.device = d.number where d.id = ?", row -> {
            var number = row.number("number");
            return new Known(new DeviceCaller(number, id), row.bytes("secret_hash"), row.bytes("previous_hash"),
                    row.time("previous_until"), row.time("retired_at") != null, row.truth("rotation_wanted"),
                    row.truth("commands"), updates.stream().anyMatch(update -> update.waitsFor(number)),
                    row.truth("schema_known"), configurations.desired(number, row.numberOrNull("group_id")).version(),
                    new AtomicReference<>(row.text("report_digest")));
        }, id);
    }
}
