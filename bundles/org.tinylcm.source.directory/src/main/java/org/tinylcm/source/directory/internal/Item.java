package org.tinylcm.source.directory.internal;

import java.nio.file.Path;

/**
 * A file to be a frame.
 *
 * @param file where it is
 * @param name path relative to the folder, with slashes
 * @param truth true label, or null
 */
record Item(Path file, String name, String truth) {
}
