package org.tinylcm.feedback;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears the truth about classified frames, e.g. to watch accuracy. Called between frames, on the frame thread's lock. */
@ConsumerType
public interface LabelListener {

    void labelled(String predicted, String truth);
}
