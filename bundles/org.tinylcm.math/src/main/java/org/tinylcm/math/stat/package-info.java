/** Descriptive statistics, distribution functions and distances between distributions. Pure; no clock, no logging. */
package org.tinylcm.math.stat;
