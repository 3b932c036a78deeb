/**
 * Change detectors, the calibration of their thresholds to a wished run length between false alarms, and the policy
 * that turns a statistic into episodes. Pure: no clock, no logging, no OSGi; update methods allocate nothing.
 */
package org.tinylcm.math.drift;
