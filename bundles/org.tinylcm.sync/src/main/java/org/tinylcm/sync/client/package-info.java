/**
 * The device's side of the protocol in plain Java: no OSGi, no static state, threads and clocks passed in, so that a
 * simulator runs hundreds of devices in one process with the code that a real one runs.
 */
package org.tinylcm.sync.client;
