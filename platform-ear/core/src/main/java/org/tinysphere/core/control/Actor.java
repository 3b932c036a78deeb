package org.tinysphere.core.control;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** Who is behind the current request. */
@RequestScoped
public class Actor {
    private Caller caller;

    public void is(Caller known) {
        caller = known;
    }

    public Optional<Caller> caller() {
        return Optional.ofNullable(caller);
    }

    /** Name for the audit log. */
    public String name() {
        return caller == null ? "nobody" : caller.name();
    }
}
