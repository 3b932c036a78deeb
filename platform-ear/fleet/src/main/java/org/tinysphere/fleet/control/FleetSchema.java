package org.tinysphere.fleet.control;

import jakarta.enterprise.context.ApplicationScoped;
import org.tinysphere.core.control.SchemaPart;

/** The tables of this module. */
@ApplicationScoped
public class FleetSchema implements SchemaPart {
    @Override
    public String name() {
        return "fleet";
    }

    @Override
    public int order() {
        return 10;
    }
}
