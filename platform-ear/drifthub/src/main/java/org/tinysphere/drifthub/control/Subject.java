package org.tinysphere.drifthub.control;

/** What people judge: both are judged in the same way, and lie in different tables. */
public enum Subject {
    EVENT("drift_event", "event", "event_id", "drift-event"),
    SAMPLE("quarantine_sample", "sample", "sample_id", "quarantine-sample");

    private final String table;
    private final String column;
    private final String idColumn;
    private final String title;

    Subject(String table, String column, String idColumn, String title) {
        this.table = table;
        this.column = column;
        this.idColumn = idColumn;
        this.title = title;
    }

    String table() {
        return table;
    }

    /** Its name in what refers to it. */
    String column() {
        return column;
    }

    /** Where the device's own id is. */
    String idColumn() {
        return idColumn;
    }

    /** Where the device's own label is. */
    String predictedColumn() {
        return this == EVENT ? "label" : "predicted";
    }

    /** For the audit log and the inbox, e.g. {@code drift-event/7}. */
    String key(long id) {
        return title + '/' + id;
    }
}
