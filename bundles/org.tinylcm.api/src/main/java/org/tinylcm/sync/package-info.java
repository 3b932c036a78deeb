/** Talking with a platform: what a person may ask of it. */
@Export
@Version("1.0.0")
package org.tinylcm.sync;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
