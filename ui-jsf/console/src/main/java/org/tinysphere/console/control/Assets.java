package org.tinysphere.console.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tinysphere.core.control.Secrets;

/** Files that pages load. */
@ApplicationScoped
public class Assets {
    private final Map<String, String> addresses = new ConcurrentHashMap<>();

    /** @param library folder in {@code META-INF/resources} of a jar */
    public String address(String library, String name) {
        return addresses.computeIfAbsent(library + '/' + name, file -> "/jakarta.faces.resource/" + name
                + ".xhtml?ln=" + library + "&v=" + digest(file));
    }

    private static String digest(String file) {
        // Of the web module: in the EAR PrimeFaces is in there, and this class is not.
        try (var in = Thread.currentThread().getContextClassLoader().getResourceAsStream("META-INF/resources/" + file)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no file " + file);
            }
            return HexFormat.of().formatHex(Secrets.sha256().digest(in.readAllBytes()), 0, 6);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
