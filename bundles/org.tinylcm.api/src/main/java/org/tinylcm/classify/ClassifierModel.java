package org.tinylcm.classify;

import java.util.List;
import java.util.SortedMap;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An immutable set of prototypes that can classify. Because it never changes, a candidate can run beside the model in
 * use, and taking or dropping it is the exchange of one reference. Safe for any number of threads, each with its own
 * {@link Classification}.
 */
@ProviderType
public interface ClassifierModel {

    /** Number of features of a sample. */
    int dimension();

    /** Number of neighbours that decide. */
    int neighbours();

    /** Prototypes per label, by label. */
    SortedMap<String, Integer> sizes();

    /** All prototypes in their stored order. */
    List<Prototype> prototypes();

    /**
     * Searches the neighbours once and decides.
     *
     * @param features {@link #dimension} values from index 0; a NaN among them makes the result
     *         {@link Classification#UNKNOWN} with confidence 0
     * @param into receives the result; its capacity must be at least {@link #neighbours}
     */
    void classify(float[] features, Classification into);
}
