package org.tinysphere.rollouts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tinylcm.protocol.update.ReleaseDoc;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Problem;

/** Which devices a rollout is for, and which of them cannot take the release. */
@ApplicationScoped
public class RolloutTargets {
    private static final String MATCHING = " from device d left join device_group g on g.id = d.group_id "
            + "where d.retired_at is null and (?::text is null or g.name = ?) and (?::text is null or d.tags @> "
            + "array[?::text]) and (cardinality(?::text[]) = 0 or d.id = any(?)) ";
    @Inject
    private Db db;
    @Inject
    private Releases releases;

    /** A device. */
    record Target(long number, String id) {
    }

    List<Target> matching(RolloutSettings settings) {
        return db.list("select d.number, d.id" + MATCHING + "order by d.id",
                row -> new Target(row.number("number"), row.text("id")), parameters(settings));
    }

    /** Those that are not in the rollout yet. */
    List<Target> late(long rollout, RolloutSettings settings) {
        var parameters = new ArrayList<>(Arrays.asList(parameters(settings)));
        parameters.add(rollout);
        return db.list("select d.number, d.id" + MATCHING + "and not exists (select 1 from rollout_device r "
                + "where r.device = d.number and r.rollout = ?) order by d.id",
                row -> new Target(row.number("number"), row.text("id")), parameters.toArray());
    }

    /**
     * Resolves a release against what each of the devices has below its bundles.
     *
     * @throws Problem 422 one of them could not run it; the missing part is named
     */
    void mustResolve(ReleaseDoc release, RolloutSettings settings) {
        var bundles = releases.bundles(release);
        var environments = db.list("select i.java, i.packages, min(d.id) as example" + MATCHING.replace("where",
                "join installed i on i.device = d.number where") + "group by i.java, i.packages",
                row -> Map.entry(new Environment(row.count("java"), row.text("packages")), row.text("example")),
                parameters(settings));
        for (var environment : environments) {
            if (environment.getKey().known()) {
                ResolveCheck.missing(bundles, environment.getKey()).ifPresent(missing -> {
                    throw new Problem(422, "unresolvable", missing + " (device " + environment.getValue()
                            + ", Java " + environment.getKey().java() + ')');
                });
            }
        }
    }

    /** Remembers what was resolved already: devices have few different environments. */
    Leaving leaving(Releases.Stored release) {
        return new Leaving(release);
    }

    /** Says of a device why it cannot take a release. */
    final class Leaving {
        private final Releases.Stored release;
        private final List<Artifacts.Described> bundles;
        private final Map<Environment, Optional<String>> known = new HashMap<>();

        private Leaving(Releases.Stored release) {
            this.release = release;
            this.bundles = releases.bundles(release.document());
        }

        Optional<String> reason(Target device) {
            var document = release.document();
            if (document.targets().stream().noneMatch(target -> target.startsWith(ReleaseDoc.CLASS)
                    || target.equals(ReleaseDoc.DEVICE + device.id))) {
                return Optional.of("the release is for other devices");
            }
            return db.first("select java, packages, number, release from installed where device = ?", row -> {
                var number = row.number("number");
                if (number > document.number()) {
                    return Optional.of("it runs number " + number + " already, which is higher");
                }
                if (number == document.number() && document.name().equals(row.text("release"))) {
                    return Optional.of("it runs this release already");
                }
                var environment = new Environment(row.count("java"), row.text("packages"));
                return environment.known() ? known.computeIfAbsent(environment,
                        e -> ResolveCheck.missing(bundles, e)) : Optional.<String>empty();
            }, device.number).flatMap(reason -> reason);
        }
    }

    private static Object[] parameters(RolloutSettings settings) {
        var ids = settings.devices().toArray(String[]::new);
        return new Object[] {settings.group(), settings.group(), settings.tag(), settings.tag(), ids, ids};
    }
}
