package org.tinysphere.analytics.control;

import jakarta.enterprise.context.ApplicationScoped;
import org.tinysphere.core.control.SchemaPart;

/** The tables of this module. */
@ApplicationScoped
public class AnalyticsSchema implements SchemaPart {
    @Override
    public String name() {
        return "analytics";
    }

    @Override
    public int order() {
        return 40;
    }
}
