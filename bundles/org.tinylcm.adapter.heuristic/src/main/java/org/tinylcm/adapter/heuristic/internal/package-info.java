/** Finds new classes among odd samples. */
package org.tinylcm.adapter.heuristic.internal;
