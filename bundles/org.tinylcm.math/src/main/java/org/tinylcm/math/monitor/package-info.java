/**
 * What the score monitors have in common: the way from a pure statistic to the API's drift monitor. Like all of
 * {@code org.tinylcm.math} it is copied into the bundles that use it, and knows no framework.
 */
package org.tinylcm.math.monitor;
