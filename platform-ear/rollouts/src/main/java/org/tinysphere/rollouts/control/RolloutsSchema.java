package org.tinysphere.rollouts.control;

import jakarta.enterprise.context.ApplicationScoped;
import org.tinysphere.core.control.SchemaPart;

/** The tables of this module. */
@ApplicationScoped
public class RolloutsSchema implements SchemaPart {
    @Override
    public String name() {
        return "rollouts";
    }

    @Override
    public int order() {
        return 50;
    }
}
