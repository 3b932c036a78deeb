/** Bounded k-nearest-neighbour classifier. */
package org.tinylcm.classifier.knn.internal;
