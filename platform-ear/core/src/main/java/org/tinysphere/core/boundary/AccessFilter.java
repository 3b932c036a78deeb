package org.tinysphere.core.boundary;

import jakarta.annotation.Priority;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.tinysphere.core.control.Caller;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.entity.Role;

/**
 * Who may call what: every method of a resource, or its class, says {@link Allowed} with the lowest role,
 * {@link DeviceOnly} or {@code @PermitAll}. A method that says nothing can be called by nobody.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
@ApplicationScoped
public class AccessFilter implements ContainerRequestFilter {
    private static final String BEARER = "Bearer ";
    @Context
    private ResourceInfo resource;
    @Inject
    private DeviceAuthenticator devices;
    private final Map<java.lang.reflect.Method, Optional<Annotation>> rules = new ConcurrentHashMap<>();

    @Override
    public void filter(ContainerRequestContext request) {
        var method = resource.getResourceMethod();
        if (method == null) {
            return;
        }
        var rule = rules.computeIfAbsent(method, m -> rule(m, resource.getResourceClass()))
                .orElseThrow(() -> Problem.forbidden("nobody may call this"));
        if (rule instanceof DeviceOnly) {
            device(request);
        } else if (rule instanceof Allowed allowed) {
            person(request.getSecurityContext(), allowed.value());
        }
    }

    private void device(ContainerRequestContext request) {
        var authorization = request.getHeaderString("Authorization");
        var id = request.getUriInfo().getPathParameters().getFirst("id");
        if (authorization == null || !authorization.startsWith(BEARER) || id == null) {
            throw Problem.unauthorised("the device's secret is missing");
        }
        request.setSecurityContext(new OfDevice(devices.authenticate(id, authorization.substring(BEARER.length()))));
    }

    private static void person(SecurityContext context, Role least) {
        if (!(context.getUserPrincipal() instanceof Caller caller)) {
            throw Problem.unauthorised("sign in, or send an API key");
        }
        if (caller.mustChange()) {
            throw new Problem(403, "password-change-required", "choose a password first: POST session/password");
        }
        if (!caller.role().includes(least)) {
            throw Problem.forbidden("this needs the role " + least.id());
        }
    }

    private static Optional<Annotation> rule(java.lang.reflect.Method method, Class<?> type) {
        for (var place : new java.lang.reflect.AnnotatedElement[] {method, method.getDeclaringClass(), type}) {
            for (var kind : java.util.List.of(DeviceOnly.class, Allowed.class, PermitAll.class)) {
                var found = place.getAnnotation(kind);
                if (found != null) {
                    return Optional.of(found);
                }
            }
        }
        return Optional.empty();
    }

    private record OfDevice(DeviceCaller caller) implements SecurityContext {
        @Override
        public Principal getUserPrincipal() {
            return caller;
        }

        @Override
        public boolean isUserInRole(String role) {
            return false;
        }

        @Override
        public boolean isSecure() {
            return false;
        }

        @Override
        public String getAuthenticationScheme() {
            return "Bearer";
        }
    }
}
