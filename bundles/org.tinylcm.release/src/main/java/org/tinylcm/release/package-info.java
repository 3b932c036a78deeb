/**
 * Signed releases: keys and trust, the {@code .tlcu} file, what a bundle's manifest says, and differences of jars. Pure
 * Java; copied into the bundles that use it.
 */
package org.tinylcm.release;
