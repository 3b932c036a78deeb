package org.tinysphere.core.boundary;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import org.tinysphere.core.control.Schema;

/** The platform starts with its web module, and not before: then everything that the server offers is there. */
public class Starter implements ServletContextListener {
    @Inject
    private Schema schema;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        schema.migrate();
    }
}
