package org.tinylcm.config.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Configuration Admin. What comes from here is marked, so that after a restart it is known which of the stored
 * configurations have lost their file. The mark begins with a dot: components do not publish it.
 */
record ConfigAdminTarget(ConfigurationAdmin admin) implements Target {
    private static final String MARK = ".tinylcm.managed";

    @Override
    public Set<ConfigName> present() {
        var names = new TreeSet<ConfigName>();
        try {
            var all = admin.listConfigurations("(" + MARK + "=true)");
            for (var configuration : all == null ? new Configuration[0] : all) {
                var factory = configuration.getFactoryPid();
                names.add(factory == null ? new ConfigName(configuration.getPid(), null)
                        : new ConfigName(factory, configuration.getPid().substring(factory.length() + 1)));
            }
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("the filter is a constant", e);
        }
    }

    @Override
    public void update(ConfigName name, Map<String, Object> values) {
        Dictionary<String, Object> properties = new Hashtable<>(values);
        properties.put(MARK, "true");
        try {
            configuration(name).updateIfDifferent(properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void delete(ConfigName name) {
        try {
            configuration(name).delete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Location "?": whichever bundle needs it may have it. */
    private Configuration configuration(ConfigName name) throws IOException {
        return name.instance() == null ? admin.getConfiguration(name.pid(), "?")
                : admin.getFactoryConfiguration(name.pid(), name.instance(), "?");
    }
}
