/** Monitors that notice when the world no longer looks like what was learned. */
@Export
@Version("1.0.0")
package org.tinylcm.drift;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
