package org.tinylcm.adaptation.internal;

import java.util.Objects;
import org.tinylcm.classify.Prototype;

/**
 * A labelled frame.
 *
 * @param features shared, nobody may write to it
 * @param label what a person says it is
 * @param frame its number, -1 if it is of before the device started
 */
record Labelled(float[] features, String label, long frame) {

    Labelled {
        Objects.requireNonNull(features, "features");
        Objects.requireNonNull(label, "label");
    }

    Prototype prototype(long number) {
        return new Prototype(label, features, Prototype.Origin.LABEL, number);
    }
}
