package org.tinysphere.drifthub.control;

import jakarta.enterprise.context.ApplicationScoped;
import org.tinysphere.core.control.SchemaPart;

/** The tables of this module. */
@ApplicationScoped
public class DriftHubSchema implements SchemaPart {
    @Override
    public String name() {
        return "drifthub";
    }

    @Override
    public int order() {
        return 30;
    }
}
