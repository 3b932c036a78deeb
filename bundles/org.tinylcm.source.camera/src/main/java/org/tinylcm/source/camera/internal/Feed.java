package org.tinylcm.source.camera.internal;

import java.io.Closeable;
import java.io.IOException;

/** Where the pictures come from: a program or an address. */
interface Feed {

    /** What a person calls it; without a password. */
    String description();

    Connection open() throws IOException, InterruptedException;

    /** One run of the program, or one answer. */
    interface Connection extends Closeable {

        Splitter splitter();

        /** Why it ended, for a person. */
        String lastWords();

        /** True if an end after a picture is as it should be: the address gives one picture at a time. */
        boolean single();

        /** May be called by any thread, and ends a read that waits. */
        @Override
        void close();
    }
}
