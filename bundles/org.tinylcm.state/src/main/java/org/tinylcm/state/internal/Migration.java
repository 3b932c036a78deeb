package org.tinylcm.state.internal;

import java.util.Map;

/** Lifts a document from one schema version to the next. Old snapshots are test fixtures. */
interface Migration {

    /** The version that it takes. */
    int from();

    /** @return the document as version {@link #from} + 1 has it */
    Map<String, Object> lift(Map<String, Object> document);
}
