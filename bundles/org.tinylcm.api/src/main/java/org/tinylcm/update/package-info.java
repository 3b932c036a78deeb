/** The hot update: what a person may ask of it, and what a connection to a platform does for it. */
@Export
@Version("1.0.0")
package org.tinylcm.update;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
