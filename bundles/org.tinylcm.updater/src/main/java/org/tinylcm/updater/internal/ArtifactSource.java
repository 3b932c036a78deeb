package org.tinylcm.updater.internal;

import java.io.IOException;
import java.nio.file.Path;
import org.tinylcm.protocol.update.ArtifactDoc;

/** Where the files of a release come from. */
interface ArtifactSource {
    /**
     * Brings one file. It appears complete and as signed, or not at all; what was fetched of it may be kept beside it.
     *
     * @param older file of the version that is there, null if there is none
     * @throws IOException not possible at the moment
     * @throws org.tinylcm.release.RefusedException it is not what was signed
     */
    void fetch(ArtifactDoc artifact, Path older, Path file) throws IOException, InterruptedException;
}
