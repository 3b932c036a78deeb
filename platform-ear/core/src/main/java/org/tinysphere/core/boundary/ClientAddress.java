package org.tinysphere.core.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.List;
import java.util.Set;
import org.tinysphere.core.control.Settings;

/**
 * Where a request comes from and whether it came over TLS; {@code X-Forwarded-For} and {@code X-Forwarded-Proto} count
 * only as far as trusted proxies wrote them.
 */
@ApplicationScoped
public class ClientAddress {
    private Set<String> proxies = Set.of();

    protected ClientAddress() {
    }

    @Inject
    public ClientAddress(Settings settings) {
        this(settings.trustedProxies());
    }

    ClientAddress(Set<String> proxies) {
        this.proxies = proxies;
    }

    public String of(HttpServletRequest request) {
        var address = request.getRemoteAddr();
        var forwarded = request.getHeader("X-Forwarded-For");
        if (forwarded == null || !proxies.contains(address)) {
            return address;
        }
        var hops = List.of(forwarded.split("\\s*,\\s*"));
        for (var i = hops.size() - 1; i >= 0 && proxies.contains(address); i--) {
            address = hops.get(i);
        }
        return address.length() > 64 ? address.substring(0, 64) : address;
    }

    /** The request, secure if a trusted proxy took it over TLS: cookies depend on it. */
    public HttpServletRequest asSent(HttpServletRequest request) {
        var overTls = "https".equals(request.getHeader("X-Forwarded-Proto"))
                && proxies.contains(request.getRemoteAddr());
        return !overTls ? request : new HttpServletRequestWrapper(request) {
            @Override
            public boolean isSecure() {
                return true;
            }

            @Override
            public String getScheme() {
                return "https";
            }
        };
    }
}
