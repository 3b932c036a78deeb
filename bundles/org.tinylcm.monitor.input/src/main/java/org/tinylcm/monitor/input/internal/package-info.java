/** Drift monitor; registered as a service, nothing is exported. */
package org.tinylcm.monitor.input.internal;
