/** Audit trail, metrics and the data folder. */
@Export
@Version("1.1.0")
package org.tinylcm.ops;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
