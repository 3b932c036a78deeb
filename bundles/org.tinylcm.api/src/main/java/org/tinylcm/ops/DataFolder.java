package org.tinylcm.ops;

import java.nio.file.Path;
import org.osgi.framework.BundleContext;

/** Where a device keeps everything it writes. */
public final class DataFolder {
    /** Framework property: the folder; {@code data} below the working directory if it is not set. */
    public static final String PROPERTY = "tinylcm.data";

    private DataFolder() {
    }

    /** The folder of one purpose: {@code state}, {@code quarantine}, {@code spool}, {@code logs}, {@code images}. */
    public static Path of(BundleContext context, String purpose) {
        var root = context.getProperty(PROPERTY);
        return Path.of(root == null || root.isBlank() ? "data" : root).toAbsolutePath().resolve(purpose);
    }
}
