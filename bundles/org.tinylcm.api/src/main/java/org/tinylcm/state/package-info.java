/** Versioned snapshots of what the device has learned since. */
@Export
@Version("1.0.0")
package org.tinylcm.state;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
