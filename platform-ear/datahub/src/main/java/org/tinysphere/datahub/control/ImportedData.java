package org.tinysphere.datahub.control;

import java.time.Instant;
import org.tinylcm.protocol.PackageType;

/** A bean of a module that keeps what came in packages of a type: it takes that away again. */
public interface ImportedData {
    PackageType type();

    /**
     * Objects first, then the rows that name them; may be called again, and twice at the same time.
     *
     * @param device null for all
     * @param before what came before this
     * @param all true: somebody asked for it. False: it is only old; what people have put work into stays
     * @return how many things are gone
     */
    long remove(Long device, Instant before, boolean all);
}
