package org.tinysphere.console.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.tinylcm.protocol.ConfigurationSchema;
import org.tinysphere.core.control.Problem;
import org.tinysphere.fleet.control.Configurations;
import org.tinysphere.fleet.control.Devices;

/** One group: its name, and what its devices should be configured as. */
@Named("group")
@RequestScoped
public class GroupPage {
    @Inject
    private Query q;
    @Inject
    private Devices devices;
    @Inject
    private Configurations configurations;
    private final Once once = new Once();

    public Devices.GroupView view() {
        return once.of("view", () -> devices.groups().stream().filter(group -> group.name().equals(q.text("name")))
                .findFirst().orElseThrow(() -> Problem.missing("group '" + q.text("name", "") + "'")));
    }

    public Configurations.Profile profile() {
        return once.of("profile", () -> configurations.profile(Configurations.Scope.GROUP, number()));
    }

    /** What its devices say can be set. */
    public List<Settable> form() {
        return once.of("form", () -> Settable.of(List.<ConfigurationSchema>copyOf(
                configurations.schemas(number()).values()), profile().values()));
    }

    public String others() {
        return Settable.others(form(), profile().values());
    }

    private long number() {
        return once.of("number", () -> devices.group(view().name()).id());
    }
}
