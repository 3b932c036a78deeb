package org.tinylcm.source.camera.internal;

import java.io.IOException;

/** Cuts a stream into pictures. */
interface Splitter {

    /**
     * @return the next whole picture, null at the end of the stream
     * @throws IOException the stream has failed, or cannot be followed any more
     */
    byte[] next() throws IOException;

    /** Pictures that were cut short, damaged or too large. */
    long refused();
}
