/** Standard scaler and PCA. */
package org.tinylcm.transformer.pca.internal;
