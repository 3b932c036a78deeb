/** The JSON shapes and types of pictures that device and platform share. Plain Java and Gson; no OSGi at run time. */
@Export
@Version("1.4.0")
package org.tinylcm.protocol;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
