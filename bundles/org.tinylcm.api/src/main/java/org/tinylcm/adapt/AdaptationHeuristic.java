package org.tinylcm.adapt;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.tinylcm.classify.ClassifierModel;
import org.tinylcm.quarantine.QuarantinedSample;

/** Finds new classes among odd samples. Has no effect by itself; may take its time: it is never on the frame thread. */
@ConsumerType
public interface AdaptationHeuristic {

    /**
     * @param pending pending samples, oldest first
     * @param model the model in use
     * @return proposals that do not share samples, best first; empty if nothing is coherent enough
     */
    List<Proposal> propose(List<QuarantinedSample> pending, ClassifierModel model);
}
