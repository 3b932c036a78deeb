package org.tinysphere.core.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/**
 * Ends the server when the program that started it is gone, also after kill -9, so that none stays behind and keeps
 * the port.
 */
@ApplicationScoped
public class ParentWatch {
    @Inject
    private Settings settings;

    void start(@Observes Schema.Ready ready) {
        settings.parent().flatMap(ProcessHandle::of).ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
    }
}
