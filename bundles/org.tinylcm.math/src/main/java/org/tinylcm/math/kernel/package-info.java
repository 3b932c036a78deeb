/** Arithmetic on contiguous float arrays: the inner loops of transformer, classifier and clustering. */
package org.tinylcm.math.kernel;
