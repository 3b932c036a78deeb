package org.tinysphere.core.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
    private final ClientAddress behindProxy = new ClientAddress(Set.of("10.0.0.1", "10.0.0.2"));

    private static HttpServletRequest request(String from, Map<String, String> headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(ClientAddressTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRemoteAddr" -> from;
                    case "getHeader" -> headers.get((String) arguments[0]);
                    case "isSecure" -> false;
                    case "getScheme" -> "http";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @Test
    void theLastAddressThatNoTrustedProxyWroteCounts() {
        var headers = Map.of("X-Forwarded-For", "1.2.3.4, 7.7.7.7, 10.0.0.2");
        assertThat(behindProxy.of(request("10.0.0.1", headers))).isEqualTo("7.7.7.7");
        assertThat(behindProxy.of(request("8.8.8.8", headers))).isEqualTo("8.8.8.8");
    }

    @Test
    void aRequestIsSecureIfATrustedProxyTookItOverTls() {
        var headers = Map.of("X-Forwarded-Proto", "https");
        var secure = behindProxy.asSent(request("10.0.0.1", headers));
        assertThat(secure.isSecure()).isTrue();
        assertThat(secure.getScheme()).isEqualTo("https");
        assertThat(behindProxy.asSent(request("8.8.8.8", headers)).isSecure()).isFalse();
        assertThat(behindProxy.asSent(request("10.0.0.1", Map.of())).isSecure()).isFalse();
    }
}
