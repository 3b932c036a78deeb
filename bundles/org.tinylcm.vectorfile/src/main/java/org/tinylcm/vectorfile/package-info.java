/** Streaming readers for tables of numbers, CSV and {@code .npy}: a library, copied into the bundles that use it. */
package org.tinylcm.vectorfile;
