package org.tinysphere.datahub.control;

import org.tinylcm.protocol.PackageType;
import org.tinysphere.core.control.WorkHandler;

/**
 * Files what packages of one type hold; a module offers a bean of this type for each type that it knows.
 *
 * <p>{@link #prepare} reads and stores the slow part (objects); it may run again for the same package after a crash,
 * even while an earlier call still runs somewhere, so the names of objects must follow from what is inside alone. The
 * {@code Runnable} that it returns runs in the transaction that marks the package as imported; everything that it
 * inserts is keyed by what is inside (event id, sample id, log and range), because the same content may come in two
 * packages.
 */
public interface PackageImporter {
    PackageType type();

    /**
     * A package of many documents is filed without those that are wrong ({@link Lines}); of one that has a single document,
     * nothing is.
     *
     * @return what to change in the database
     * @throws WorkHandler.GiveUp the content is wrong; the package becomes a dead letter at once
     * @throws Exception it failed; it is tried again later
     */
    Runnable prepare(ReceivedPackage received, WorkHandler.Progress progress) throws Exception;
}
