package org.tinysphere.core.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows guessing down without a way to lock somebody out: failures count for the address that they come from, and for
 * that address and the login together, never for a login alone. After 5 failures of such a pair, or 30 of an address,
 * each further one doubles the wait, up to 15 minutes. The oldest of 10,000 counters is forgotten first.
 */
@ApplicationScoped
public class LoginLimits {
    private static final int PAIR = 5;
    private static final int ADDRESS = 30;
    private static final int MOST = 10_000;
    private static final long LONGEST = Duration.ofMinutes(15).toNanos();
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST;
        }
    };

    private record Failures(int count, long lastNanos, long waitNanos) {
    }

    /** @throws Problem 429 it has to wait */
    public synchronized void check(String address, String login) {
        var wait = Math.max(remaining(address), remaining(pair(address, login)));
        if (wait > 0) {
            throw Problem.busy("too many failed logins from this address", (int) (wait / 1_000_000_000) + 1);
        }
    }

    public synchronized void failed(String address, String login) {
        count(address, ADDRESS);
        count(pair(address, login), PAIR);
    }

    public synchronized void succeeded(String address, String login) {
        failures.remove(pair(address, login));
    }

    private long remaining(String key) {
        var known = failures.get(key);
        return known == null ? 0 : known.waitNanos - (System.nanoTime() - known.lastNanos);
    }

    private void count(String key, int free) {
        var now = System.nanoTime();
        var known = failures.get(key);
        var count = known == null || now - known.lastNanos > 2 * LONGEST ? 1 : known.count + 1;
        var over = count - free;
        var wait = over < 0 ? 0 : Math.min(LONGEST, Duration.ofSeconds(2).toNanos() << Math.min(over, 12));
        failures.put(key, new Failures(count, now, wait));
    }

    private static String pair(String address, String login) {
        return address + '\n' + (login.length() > 100 ? login.substring(0, 100) : login);
    }
}
