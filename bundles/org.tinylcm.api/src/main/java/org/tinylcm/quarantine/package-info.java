/** The persisted buffer of odd samples. */
@Export
@Version("1.0.0")
package org.tinylcm.quarantine;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
