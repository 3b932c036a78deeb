/** What every parser of outside bytes says when it refuses them. */
@Export
@Version("1.0.0")
package org.tinylcm.input;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
