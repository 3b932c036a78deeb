/** From a frame to the numbers that the classifier works on. */
@Export
@Version("1.0.0")
package org.tinylcm.feature;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
