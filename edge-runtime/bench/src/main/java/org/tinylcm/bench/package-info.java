/** Benchmarks of the device. Each gives a {@link org.tinylcm.bench.Result}, from which docs/performance.md is made. */
package org.tinylcm.bench;
