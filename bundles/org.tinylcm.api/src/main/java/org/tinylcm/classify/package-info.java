/** Labels for features, and the prototypes behind them. */
@Export
@Version("1.2.0")
package org.tinylcm.classify;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
