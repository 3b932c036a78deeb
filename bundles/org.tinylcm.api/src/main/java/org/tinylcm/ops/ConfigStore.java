package org.tinylcm.ops;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The device's configuration: what can be set, what is in effect, and changes to it that survive a restart. Safe for
 * any thread.
 *
 * <p>A configuration is named by its PID; that of one instance of a factory by {@code <factory PID>-<instance>}, the
 * same as its file without {@code .cfg}.
 */
@ProviderType
public interface ConfigStore {

    /**
     * One value that can be set.
     *
     * @param key its key
     * @param type {@code Integer}, {@code Long}, {@code Double}, {@code Float}, {@code Boolean}, {@code String}, …,
     *         with {@code []} after it where several values are allowed
     * @param range what is allowed in words, e.g. {@code a whole number 1..50}
     * @param required true if there must be a value
     * @param defaultValue what holds if nothing is set, empty if nothing does
     * @param description one sentence
     * @param value what is in effect, the default included
     * @param origin file (or {@code command line}) that the value is from, empty for the default
     */
    record Attribute(String key, String type, String range, boolean required, String defaultValue,
            String description, String value, String origin) {
    }

    /**
     * One configuration.
     *
     * @param pid its name
     * @param title what it configures
     * @param factory true if instances can be made of it; such an entry has the defaults
     * @param attributes in their declared order
     * @param problem why a file for it was refused or waits, empty if all is well
     */
    record Component(String pid, String title, boolean factory, List<Attribute> attributes, String problem) {
        public Component {
            attributes = List.copyOf(attributes);
        }
    }

    /** Everything that can be configured, by PID; factories are followed by their instances. */
    List<Component> components();

    /**
     * Sets one value: checks it, writes it durably below the data folder and applies it.
     *
     * @throws org.tinylcm.input.BadInputException there is no such configuration or key, or the value is not allowed;
     *         nothing was changed
     * @throws java.io.UncheckedIOException it could not be written; nothing was changed
     */
    void set(String pid, String key, String value);

    /**
     * Takes back what {@link #set} did for a key; what the files in {@code etc} say holds again.
     *
     * @return false if nothing had been set
     * @throws org.tinylcm.input.BadInputException there must be a value, and only this one is there
     */
    boolean unset(String pid, String key);

    /** Puts into effect what the files say now, without waiting for the next look at them. */
    void refresh();
}
