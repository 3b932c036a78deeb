/** The model pack: everything that was learned before the device was started. */
@Export
@Version("1.1.0")
package org.tinylcm.model;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
