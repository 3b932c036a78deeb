package org.tinysphere.core.boundary;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.tinysphere.core.control.Actor;
import org.tinysphere.core.control.ApiKeys;
import org.tinysphere.core.control.Caller;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.control.Sessions;

/**
 * First of all requests, pages and API alike: finds out who calls, demands the CSRF token of browsers, sets the
 * security headers and the trace id. What the caller may do is decided by {@link AccessFilter} for the API, and by
 * {@code isUserInRole} for pages.
 */
public class GateFilter implements Filter {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final String CSRF_HEADER = "X-CSRF-Token";
    @Inject
    private Sessions sessions;
    @Inject
    private ApiKeys apiKeys;
    @Inject
    private Actor actor;
    @Inject
    private ClientAddress address;

    @Override
    public void doFilter(ServletRequest plainRequest, ServletResponse plainResponse, FilterChain chain)
            throws IOException, ServletException {
        var request = address.asSent((HttpServletRequest) plainRequest);
        var response = (HttpServletResponse) plainResponse;
        var trace = Trace.begin(request.getHeader("traceparent"));
        var api = request.getRequestURI().startsWith(request.getContextPath() + "/api/");
        try {
            headers(response, api, request.isSecure(), trace);
            var caller = caller(request, api);
            caller.ifPresent(actor::is);
            chain.doFilter(caller.<HttpServletRequest>map(known -> new KnownRequest(request, known)).orElse(request),
                    response);
        } catch (Problem problem) {
            Problems.send(response, problem, request.getHeader("Accept-Language"), trace);
        } finally {
            Trace.end();
        }
    }

    private Optional<Caller> caller(HttpServletRequest request, boolean api) {
        var authorization = request.getHeader("Authorization");
        if (authorization != null && authorization.startsWith("Bearer " + ApiKeys.PREFIX)) {
            return apiKeys.find(authorization.substring(7));
        }
        var cookie = cookie(request);
        if (cookie.isEmpty() || authorization != null) {
            return Optional.empty();
        }
        var caller = sessions.find(cookie.get());
        if (caller.isPresent() && api && !SAFE.contains(request.getMethod())) {
            var sent = request.getHeader(CSRF_HEADER);
            if (sent == null || !MessageDigest.isEqual(sent.getBytes(StandardCharsets.UTF_8),
                    Sessions.csrf(cookie.get()).getBytes(StandardCharsets.UTF_8))) {
                throw new Problem(403, "csrf", "the header " + CSRF_HEADER + " of the login's answer is missing");
            }
        }
        return caller;
    }

    static Optional<String> cookie(HttpServletRequest request) {
        var cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(Sessions.COOKIE)) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }

    private static void headers(HttpServletResponse response, boolean api, boolean secure, String trace) {
        response.setHeader("X-Trace-Id", trace);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        if (secure) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        if (api) {
            response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
            response.setHeader("Cache-Control", "no-store");
        }
    }
}
