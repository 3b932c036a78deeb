package org.tinysphere.core.control;

import java.security.Principal;
import org.tinysphere.core.entity.Role;

/**
 * A person or a script that calls.
 *
 * @param name login of a person, {@code key:<name>} of a script
 * @param person false for a script
 * @param mustChange true if nothing is allowed but choosing a password
 */
public record Caller(String name, Role role, boolean person, boolean mustChange) implements Principal {
    @Override
    public String getName() {
        return name;
    }
}
