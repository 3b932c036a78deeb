package org.tinysphere.console.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tinysphere.core.boundary.Page;
import org.tinysphere.rollouts.control.Artifacts;
import org.tinysphere.rollouts.control.DeviceSoftware;
import org.tinysphere.rollouts.control.KeyRings;
import org.tinysphere.rollouts.control.Releases;

/** What can be rolled out: bundles, model packs, signed releases; who may sign them; and what devices say they run. */
@Named("software")
@RequestScoped
public class SoftwarePage {
    private static final int SOME = 25;
    /** Headers of a bundle's manifest that people look for; the others are in the file. */
    private static final List<String> WIRING = List.of("Import-Package", "Export-Package", "Require-Capability",
            "Provide-Capability", "Require-Bundle", "Service-Component");
    @Inject
    private Query q;
    @Inject
    private Artifacts artifacts;
    @Inject
    private Releases releases;
    @Inject
    private KeyRings rings;
    @Inject
    private DeviceSoftware devices;
    private final Once once = new Once();

    public Listing<Artifacts.Line> artifacts() {
        return once.of("artifacts", () -> Listing.of(Page.of(artifacts.list(q.text("kind"), q.text("q"),
                Page.key(q.text("after"), null), Listing.SIZE + 1), Listing.SIZE, Artifacts::place), q));
    }

    public Artifacts.Detail artifact() {
        return once.of("artifact", () -> artifacts.detail(q.text("sha256", "")));
    }

    /** What the bundle needs and gives, a clause a line. */
    public Map<String, List<String>> wiring() {
        var clauses = new TreeMap<String, List<String>>();
        for (var header : WIRING) {
            var value = artifact().headers().get(header);
            if (value != null && !value.isBlank()) {
                // Commas in quotes belong to a version range or a filter.
                clauses.put(header, List.of(value.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")));
            }
        }
        return clauses;
    }

    public Listing<Releases.Line> releases() {
        return once.of("releases", () -> Listing.of(Page.of(releases.list(Page.number(q.text("after"), Long.MAX_VALUE),
                Listing.SIZE + 1), Listing.SIZE, line -> String.valueOf(line.id())), q));
    }

    public Releases.Detail release() {
        return once.of("release", () -> releases.detail(q.number("id")));
    }

    /** The newest first. */
    public List<KeyRings.View> rings() {
        return once.of("rings", () -> rings.all());
    }

    /** What the device of the page says that it runs. */
    public DeviceSoftware.Installed installed() {
        return once.of("installed", () -> devices.installed(q.text("id", "")));
    }

    public List<DeviceSoftware.Line> deployments() {
        return once.of("deployments", () -> devices.deployments(q.text("id", ""), Long.MAX_VALUE, SOME));
    }

    /** Figures of a self-test or a swap, which have a unit at the end of their names. */
    public Map<String, Object> figures(Object json) {
        return Plain.map(json);
    }
}
