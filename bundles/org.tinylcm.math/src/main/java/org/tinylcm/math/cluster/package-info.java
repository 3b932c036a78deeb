/** Grouping of small sets of vectors (up to about a thousand) by their distances. Deterministic. */
package org.tinylcm.math.cluster;
