/** The command {@code evaluate}: what a device does on a stream whose truth is known. */
package org.tinylcm.evaluation.internal;
