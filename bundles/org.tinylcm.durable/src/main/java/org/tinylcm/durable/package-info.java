/**
 * Files that survive a power cut: atomic replacement and an append-only log. Copied into the bundles that use it.
 *
 * <p>All writing goes through {@link org.tinylcm.durable.FileOps}, so that a test can stop it at any step.
 */
package org.tinylcm.durable;
