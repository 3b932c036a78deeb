package org.tinysphere.core.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.tinysphere.core.control.Settings;

/** Where a request comes from; {@code X-Forwarded-For} counts only as far as trusted proxies wrote it. */
@ApplicationScoped
public class ClientAddress {
    private Set<String> proxies = Set.of();

    protected ClientAddress() {
    }

    @Inject
    public ClientAddress(Settings settings) {
        proxies = settings.trustedProxies();
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
}
