/**
 * Encoded pictures to tensor values. A pure library: decoding with limits, fitting, resizing, normalising and
 * quantising. It is copied into the bundles that use it and never deployed.
 */
package org.tinylcm.image;
