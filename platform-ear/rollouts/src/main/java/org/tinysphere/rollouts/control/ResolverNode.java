package org.tinysphere.rollouts.control;

import java.util.List;
import java.util.Map;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/** A bundle, or what is below all bundles. */
final class ResolverNode implements Resource {
    private final String name;
    private final List<Capability> capabilities;
    private final List<Requirement> requirements;

    ResolverNode(String name, List<ManifestParts.Part> capabilities, List<ManifestParts.Part> requirements) {
        this.name = name;
        this.capabilities = capabilities.stream().filter(ManifestParts.Part::effective)
                .<Capability>map(part -> new Given(this, part)).toList();
        // Packages of Java itself are there with every Java.
        this.requirements = requirements.stream().filter(ManifestParts.Part::effective)
                .filter(part -> !(part.namespace().equals(ManifestParts.PACKAGE)
                        && part.directives().get("filter").startsWith("(&(" + ManifestParts.PACKAGE + "=java.")))
                .<Requirement>map(part -> new Needed(this, part)).toList();
    }

    @Override
    public List<Capability> getCapabilities(String namespace) {
        return capabilities.stream().filter(c -> namespace == null || c.getNamespace().equals(namespace)).toList();
    }

    @Override
    public List<Requirement> getRequirements(String namespace) {
        return requirements.stream().filter(r -> namespace == null || r.getNamespace().equals(namespace)).toList();
    }

    @Override
    public String toString() {
        return name;
    }

    /** A clause of a manifest; each is only equal to itself, as the resolver wants it. */
    private abstract static class Clause {
        private final ResolverNode node;
        private final ManifestParts.Part part;

        Clause(ResolverNode node, ManifestParts.Part part) {
            this.node = node;
            this.part = part;
        }

        public String getNamespace() {
            return part.namespace();
        }

        public Map<String, String> getDirectives() {
            return part.directives();
        }

        public Map<String, Object> getAttributes() {
            return part.attributes();
        }

        public Resource getResource() {
            return node;
        }

        @Override
        public String toString() {
            return part.namespace() + ' ' + part.directives().getOrDefault("filter", "");
        }
    }

    private static final class Given extends Clause implements Capability {
        Given(ResolverNode node, ManifestParts.Part part) {
            super(node, part);
        }
    }

    private static final class Needed extends Clause implements Requirement {
        Needed(ResolverNode node, ManifestParts.Part part) {
            super(node, part);
        }
    }
}
