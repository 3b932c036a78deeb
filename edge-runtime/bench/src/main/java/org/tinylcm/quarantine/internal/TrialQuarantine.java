package org.tinylcm.quarantine.internal;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import org.tinylcm.quarantine.Quarantine;

/** For measurements: the device's quarantine with its default settings, in a folder of its own. */
public final class TrialQuarantine implements AutoCloseable {
    private final PersistentQuarantine quarantine;

    public TrialQuarantine(Path folder) {
        var config = (PersistentQuarantine.Config) Proxy.newProxyInstance(TrialQuarantine.class.getClassLoader(),
                new Class<?>[] {PersistentQuarantine.Config.class}, (proxy, method, arguments) ->
                        Map.<String, Object>of("dir", folder.toString()).getOrDefault(method.getName(),
                                method.getDefaultValue()));
        quarantine = new PersistentQuarantine(null, config);
    }

    public Quarantine quarantine() {
        return quarantine;
    }

    @Override
    public void close() {
        quarantine.close();
    }
}
