/** Distribution of measured times. Pure: it is told the times, and reads no clock. */
package org.tinylcm.math.timing;
