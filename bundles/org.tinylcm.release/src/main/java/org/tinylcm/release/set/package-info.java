/**
 * Which set of bundles, pack and configuration a device starts with, on disk. Shared by the launcher, which starts it,
 * and the updater, which changes it. Plain Java; see docs/update.md for the files.
 */
package org.tinylcm.release.set;
