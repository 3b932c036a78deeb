package org.tinysphere.core.boundary;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/**
 * A device that has shown its secret.
 *
 * @param number its row
 * @param id its public name
 */
public record DeviceCaller(long number, String id) implements Principal {
    @Override
    public String getName() {
        return id;
    }

    /** The caller of a {@link DeviceOnly} method. */
    public static DeviceCaller of(SecurityContext context) {
        return (DeviceCaller) context.getUserPrincipal();
    }
}
