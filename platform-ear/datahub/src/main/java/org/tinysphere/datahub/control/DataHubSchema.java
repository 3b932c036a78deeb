package org.tinysphere.datahub.control;

import jakarta.enterprise.context.ApplicationScoped;
import org.tinysphere.core.control.SchemaPart;

/** The tables of this module. */
@ApplicationScoped
public class DataHubSchema implements SchemaPart {
    @Override
    public String name() {
        return "datahub";
    }

    @Override
    public int order() {
        return 20;
    }
}
