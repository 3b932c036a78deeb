/** One frame through all stages, and what the rest of the device hears about it. */
@Export
@Version("1.1.0")
package org.tinylcm.pipeline;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
