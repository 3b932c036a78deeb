package org.tinysphere.rollouts.control;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.osgi.repository.XMLResourceParser;
import aQute.bnd.osgi.resource.ResourceUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Read as its users do: with bnd's own reader of repositories. */
class RepositoryIndexTest {
    @Test
    void bndReadsWhatIsWritten() throws Exception {
        var bundle = ResolveCheckTest.bundle("org.example.knn", "1.2.3.beta", Map.of(
                "Export-Package", "a.api;version=\"1.2.0\";uses:=\"b,c\"",
                "Import-Package", "b;version=\"[1,2)\",c;resolution:=optional",
                "Provide-Capability", "osgi.service;objectClass:List<String>=\"x.One,x.Two\"",
                "Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=17))\""));
        var out = new ByteArrayOutputStream();
        RepositoryIndex.write(List.of(bundle), out);

        var resources = XMLResourceParser.getResources(new ByteArrayInputStream(out.toByteArray()),
                URI.create("https://sphere.example/api/v1/repository/index.xml"));

        assertThat(resources).hasSize(1);
        var resource = resources.get(0);
        assertThat(ResourceUtils.getIdentity(resource)).isEqualTo("org.example.knn");
        assertThat(ResourceUtils.getVersion(resource)).hasToString("1.2.3.beta");
        assertThat(ResourceUtils.getContentCapability(resource).url()).hasToString(
                "https://sphere.example/api/v1/artifacts/" + bundle.document().sha256() + "/content");
        assertThat(ResourceUtils.getContentCapability(resource).osgi_content()).isEqualTo(bundle.document().sha256());
        assertThat(resource.getCapabilities("osgi.wiring.package")).hasSize(1);
        assertThat(resource.getCapabilities("osgi.service").get(0).getAttributes().get("objectClass"))
                .isEqualTo(List.of("x.One", "x.Two"));
        assertThat(resource.getRequirements("osgi.wiring.package")).hasSize(2);
        assertThat(ResourceUtils.matches(resource.getRequirements("osgi.wiring.package").get(0),
                resource.getCapabilities("osgi.wiring.package").get(0))).isFalse();
        assertThat(resource.getRequirements("osgi.ee")).hasSize(1);
    }
}
