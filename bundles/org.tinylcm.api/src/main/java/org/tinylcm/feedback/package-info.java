/** Ground truth and operator decisions that change the classifier. */
@Export
@Version("1.1.0")
package org.tinylcm.feedback;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
