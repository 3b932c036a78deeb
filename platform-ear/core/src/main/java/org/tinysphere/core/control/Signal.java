package org.tinysphere.core.control;

/**
 * Something changed, on whatever node: a CDI event on all nodes, after the transaction that said so was committed.
 * Signals can be lost when the connection to the database breaks; then {@link #LOST} comes.
 *
 * @param topic what kind of thing, e.g. {@code device}
 * @param key which one
 */
public record Signal(String topic, String key) {
    /** Topic: anything may have changed. Who caches, forgets. */
    public static final String LOST = "lost";

    /** True if this is about the topic, or signals were lost. */
    public boolean concerns(String name) {
        return topic.equals(name) || topic.equals(LOST);
    }
}
