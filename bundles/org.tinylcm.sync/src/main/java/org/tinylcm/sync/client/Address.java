package org.tinylcm.sync.client;

import java.net.URI;
import java.util.Locale;
import org.tinylcm.input.BadInputException;

/** The platform's address, checked. */
final class Address {
    private static final String ORIGIN = "org.tinylcm.sync";

    private Address() {
    }

    /**
     * @param plainAllowed true if plain HTTP to another machine is what the operator wants
     * @return the address of the API, ending with a slash
     * @throws BadInputException it is none, or would send the secret in the clear
     */
    static URI of(String url, boolean plainAllowed) {
        URI uri;
        try {
            uri = URI.create(url.trim());
        } catch (IllegalArgumentException e) {
            throw new BadInputException(ORIGIN, "url", "must be an address, not '" + url + "'", e);
        }
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("https") || scheme.equals("http")) || uri.getHost() == null || uri.getUserInfo() != null
                || uri.getQuery() != null || uri.getFragment() != null) {
            throw new BadInputException(ORIGIN, "url", "must be like https://host[:port][/path], not '" + url + "'");
        }
        if (scheme.equals("http") && !plainAllowed && !loopback(uri.getHost())) {
            throw new BadInputException(ORIGIN, "url", "must begin with https (or allow.plain.http must be true), not '"
                    + url + "'");
        }
        var path = uri.getPath() == null || uri.getPath().isEmpty() ? "/" : uri.getPath();
        return uri.resolve((path.endsWith("/") ? path : path + "/") + "api/v1/");
    }

    /** By its text only: what a name server says is not asked. */
    private static boolean loopback(String host) {
        return host.equalsIgnoreCase("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
    }
}
