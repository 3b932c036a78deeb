package org.tinysphere.core.control;

/**
 * A module's part of the schema: the files {@code db/migration/<name>/V<n>__<what>.sql} of its jar. Every part has its
 * own numbering and its own history, so that modules are developed apart. A module offers a bean of this type.
 */
public interface SchemaPart {
    /** Name of the folder. */
    String name();

    /** Parts with a lower number come first: core 0, fleet 10, datahub 20, drifthub 30, models 40, rollouts 50. */
    int order();
}
