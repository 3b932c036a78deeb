/** Proposals for new classes, and the guarded cycle that takes or refuses them. */
@Export
@Version("1.1.0")
package org.tinylcm.adapt;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
