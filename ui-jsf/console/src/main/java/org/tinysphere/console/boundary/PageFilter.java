package org.tinysphere.console.boundary;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.tinysphere.core.control.Actor;
import org.tinysphere.core.control.Caller;
import org.tinysphere.core.control.DbException;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.entity.Role;

/**
 * Before every page: nobody sees one without having signed in, or with too low a role; browsers may load nothing from
 * elsewhere and run no script that is not a file of ours; what a page throws becomes an error page. The pages change
 * nothing themselves: their scripts call the API, which has its own checks.
 */
public class PageFilter implements Filter {
    static final String PROBLEM = "org.tinysphere.problem";
    private static final String SIGN_IN = "/login.xhtml";
    private static final String PASSWORD = "/password.xhtml";
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: "
            + "blob:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    /** Pages that need more than the lowest role. */
    private static final Map<String, Role> ROLES = Map.of("/label.xhtml", Role.LABELLER,
            "/dataset.xhtml", Role.LABELLER, "/audit.xhtml", Role.OPERATOR,
            "/rollout-new.xhtml", Role.OPERATOR, "/users.xhtml", Role.ADMIN,
            "/keys.xhtml", Role.ADMIN, "/enrollment.xhtml", Role.ADMIN);
    @Inject
    private Actor actor;

    @Override
    public void doFilter(ServletRequest plainRequest, ServletResponse plainResponse, FilterChain chain)
            throws IOException, ServletException {
        var request = (HttpServletRequest) plainRequest;
        var response = (HttpServletResponse) plainResponse;
        var path = request.getServletPath();
        if (!path.equals("/") && !path.isEmpty() && !path.endsWith(".xhtml")
                || path.startsWith("/jakarta.faces.resource/")) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Cache-Control", "no-store");
        var elsewhere = elsewhere(path, request.getQueryString());
        if (elsewhere != null) {
            response.sendRedirect(elsewhere);
            return;
        }
        try {
            if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
                throw new Problem(405, "method-not-allowed", "pages are only read");
            }
            demand(ROLES.getOrDefault(path, Role.VIEWER), path);
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException e) {
            fail(request, response, problem(e), e);
        }
    }

    private String elsewhere(String path, String query) {
        var caller = actor.caller().filter(Caller::person);
        if (caller.isEmpty()) {
            var wanted = path.isEmpty() || path.equals("/") ? "" : "?next=" + URLEncoder.encode(
                    query == null ? path : path + "?" + query, StandardCharsets.UTF_8);
            return path.equals(SIGN_IN) ? null : SIGN_IN + wanted;
        }
        if (caller.get().mustChange()) {
            return path.equals(PASSWORD) ? null : PASSWORD;
        }
        return path.equals(SIGN_IN) ? "/" : null;
    }

    private void demand(Role least, String path) {
        var caller = actor.caller();
        if (!path.equals(SIGN_IN) && caller.isPresent() && !caller.get().role().includes(least)) {
            throw Problem.forbidden("this page needs the role " + least.id());
        }
    }

    /** What a bean of the page said, through everything that Faces puts around it. */
    private static Problem problem(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return problem;
            }
            if (cause instanceof DbException refused && refused.badValue()) {
                return Problem.bad("the address has a value that cannot be");
            }
            if (cause instanceof IllegalArgumentException wrong && wrong.getStackTrace().length > 0
                    && wrong.getStackTrace()[0].getClassName().startsWith("org.tinysphere.")) {
                return Problem.bad(wrong.getMessage());
            }
        }
        return null;
    }

    private static void fail(HttpServletRequest request, HttpServletResponse response, Problem problem, Exception thrown)
            throws IOException, ServletException {
        if (problem == null || response.isCommitted()) {
            System.getLogger(PageFilter.class.getName()).log(System.Logger.Level.ERROR,
                    "Page " + request.getServletPath() + " failed", thrown);
        }
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(problem == null ? 500 : problem.status());
        request.setAttribute(PROBLEM, problem == null ? new Problem(500, "internal", "") : problem);
        request.getRequestDispatcher("/error.xhtml").forward(request, response);
    }
}
