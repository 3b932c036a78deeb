package org.tinysphere.core.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The store that the settings name. */
@ApplicationScoped
public class ObjectStores {
    @Produces
    @ApplicationScoped
    public ObjectStore store(Settings settings) {
        try {
            if (settings.s3Endpoint().isEmpty()) {
                return new FolderStore(settings.objects());
            }
            return new S3Store(settings.s3Endpoint().get(), required(settings, "TINYSPHERE_S3_ACCESS_KEY"),
                    required(settings, "TINYSPHERE_S3_SECRET_KEY"),
                    settings.text("TINYSPHERE_S3_BUCKET").orElse("tinysphere"),
                    settings.text("TINYSPHERE_S3_REGION").orElse(null));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the object store: " + e.getMessage(), e);
        }
    }

    private static String required(Settings settings, String name) {
        return settings.text(name).orElseThrow(() -> new IllegalStateException(name + " is not set"));
    }
}
