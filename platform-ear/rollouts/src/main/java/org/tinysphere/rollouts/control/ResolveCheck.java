package org.tinysphere.rollouts.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.resolver.Logger;
import org.apache.felix.resolver.ResolverImpl;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;
import org.osgi.resource.Wiring;
import org.osgi.service.resolver.HostedCapability;
import org.osgi.service.resolver.ResolutionException;
import org.osgi.service.resolver.ResolveContext;

/** Whether all bundles of a release can be wired on a device, by the resolver that devices have too. */
final class ResolveCheck {
    private ResolveCheck() {
    }

    /** @return what is missing, as a sentence; empty if everything can be resolved */
    static Optional<String> missing(List<Artifacts.Described> bundles, Environment environment) {
        var system = new ResolverNode("the device", environment.capabilities(), List.of());
        var nodes = new ArrayList<Resource>();
        for (var bundle : bundles) {
            var name = bundle.document().name() + ' ' + bundle.document().version();
            try {
                var parts = ManifestParts.of(bundle.document(), bundle.headers());
                nodes.add(new ResolverNode(name, parts.capabilities(), parts.requirements()));
            } catch (IllegalArgumentException e) {
                return Optional.of(name + " has a header that is none: " + e.getMessage());
            }
        }
        var all = new ArrayList<>(nodes);
        all.add(system);
        try {
            new ResolverImpl(new Logger(Logger.LOG_ERROR)).resolve(new Context(nodes, all));
            return Optional.empty();
        } catch (ResolutionException e) {
            return Optional.of(sentence(e, all));
        }
    }

    /** The chain of reasons ends with the requirement that nothing gives. */
    private static String sentence(ResolutionException e, List<Resource> all) {
        for (var requirement : e.getUnresolvedRequirements()) {
            var deepest = deepest(requirement, all, 0);
            return deepest.getResource() + " cannot be resolved: nothing in the release or on the device gives "
                    + deepest;
        }
        var text = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        return "the release cannot be resolved: " + text.substring(0, Math.min(text.length(), 400));
    }

    private static Requirement deepest(Requirement requirement, List<Resource> all, int depth) {
        if (depth < 20) {
            for (var provider : Context.providers(requirement, all)) {
                for (var further : provider.getResource().getRequirements(null)) {
                    if (further != requirement && mandatory(further) && Context.providers(further, all).isEmpty()) {
                        return further;
                    }
                }
            }
        }
        return requirement;
    }

    private static boolean mandatory(Requirement requirement) {
        return !"optional".equals(requirement.getDirectives().get("resolution"));
    }

    /** Everything must be wired, and everything may be wired to everything. */
    private static final class Context extends ResolveContext {
        private final List<Resource> mandatory;
        private final List<Resource> all;

        Context(List<Resource> mandatory, List<Resource> all) {
            this.mandatory = mandatory;
            this.all = all;
        }

        @Override
        public java.util.Collection<Resource> getMandatoryResources() {
            return List.copyOf(mandatory);
        }

        @Override
        public List<Capability> findProviders(Requirement requirement) {
            return providers(requirement, all);
        }

        @Override
        public int insertHostedCapability(List<Capability> capabilities, HostedCapability hosted) {
            capabilities.add(hosted);
            return capabilities.size() - 1;
        }

        @Override
        public boolean isEffective(Requirement requirement) {
            return "resolve".equals(requirement.getDirectives().getOrDefault("effective", "resolve"));
        }

        @Override
        public Map<Resource, Wiring> getWirings() {
            return Map.of();
        }

        static List<Capability> providers(Requirement requirement, List<Resource> all) {
            var text = requirement.getDirectives().get("filter");
            try {
                var filter = text == null ? null : FrameworkUtil.createFilter(text);
                var found = new ArrayList<Capability>();
                for (var resource : all) {
                    for (var capability : resource.getCapabilities(requirement.getNamespace())) {
                        if (filter == null || filter.matches(capability.getAttributes())) {
                            found.add(capability);
                        }
                    }
                }
                return found;
            } catch (InvalidSyntaxException e) {
                return List.of();
            }
        }
    }
}
