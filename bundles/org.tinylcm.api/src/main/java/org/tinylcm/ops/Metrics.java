package org.tinylcm.ops;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** The device's figures at this moment, for the shell, the log and the platform. */
@ProviderType
public interface Metrics {

    /** Numbers and short texts by dotted name, sorted, e.g. {@code process.rss.bytes}; what is not known is absent. */
    Map<String, Object> snapshot();
}
