/** Frames and where they come from. */
@Export
@Version("1.0.0")
package org.tinylcm.frame;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
