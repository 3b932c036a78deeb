package org.tinysphere.core.boundary;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;
import org.tinysphere.core.control.Caller;
import org.tinysphere.core.entity.Role;

/** A request whose caller is known; for Faces pages as well as for the API. */
final class KnownRequest extends HttpServletRequestWrapper {
    private final Caller caller;

    KnownRequest(HttpServletRequest request, Caller caller) {
        super(request);
        this.caller = caller;
    }

    @Override
    public Principal getUserPrincipal() {
        return caller;
    }

    @Override
    public String getRemoteUser() {
        return caller.name();
    }

    /** Higher roles include the lower ones. */
    @Override
    public boolean isUserInRole(String role) {
        return !caller.mustChange() && caller.role().includes(Role.of(role));
    }
}
