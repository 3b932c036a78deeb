package org.tinysphere.rollouts.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tinylcm.protocol.update.ArtifactDoc;
import org.tinylcm.protocol.update.InstalledDoc;

class ResolveCheckTest {
    private static final Environment DEVICE = new Environment(17, "org.osgi.framework;version=\"1.10.0\"");
    private static final Artifacts.Described API = bundle("api", "1.2.0",
            Map.of("Export-Package", "a.api;version=\"1.2.0\""));

    static Artifacts.Described bundle(String name, String version, Map<String, String> headers) {
        return new Artifacts.Described(new ArtifactDoc(ArtifactDoc.BUNDLE, name, version, 10,
                String.format("%064x", name.hashCode() & 0xffff)), headers, Instant.EPOCH);
    }

    @Test
    void whatIsThereIsNotMissed() {
        var user = bundle("user", "1.0.0", Map.of("Import-Package", "a.api;version=\"[1.2,2)\",java.util,"
                + "org.osgi.framework;version=\"[1.8,2)\",b.nowhere;resolution:=optional", "Require-Capability",
                "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=17))\",osgi.ee;filter:=\"(|(&(osgi.ee=JavaSE/compact1)"
                + "(version=1.8))(&(osgi.ee=JavaSE)(version=99)))\",osgi.service;filter:=\"(objectClass=x)\";"
                + "effective:=active", "Require-Bundle", "api;bundle-version=1.0"));

        assertThat(ResolveCheck.missing(List.of(API, user), DEVICE)).isEmpty();
    }

    @Test
    void theMissingPackageIsNamedWithItsBundle() {
        var user = bundle("user", "1.0.0", Map.of("Import-Package", "a.api;version=\"[2,3)\""));

        assertThat(ResolveCheck.missing(List.of(API, user), DEVICE)).get().asString()
                .contains("user 1.0.0", "osgi.wiring.package=a.api", "version>=2.0.0");
    }

    @Test
    void theMissingPartOfSomethingFurtherAwayIsNamed() {
        var api = bundle("api", "1.2.0", Map.of("Export-Package", "a.api;version=\"1.2.0\"", "Import-Package", "c.gone"));
        var user = bundle("user", "1.0.0", Map.of("Import-Package", "a.api"));

        assertThat(ResolveCheck.missing(List.of(user, api), DEVICE)).get().asString().contains("api 1.2.0", "c.gone");
    }

    @Test
    void aNewerJavaIsMissed() {
        var user = bundle("user", "1.0.0", Map.of("Require-Capability",
                "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=21))\""));

        assertThat(ResolveCheck.missing(List.of(user), DEVICE)).get().asString().contains("version=21");
        assertThat(ResolveCheck.missing(List.of(user), new Environment(21, DEVICE.packages()))).isEmpty();
    }

    @Test
    void aCapabilityOfAnotherBundleIsFoundByItsVersion() {
        var scr = bundle("scr", "2.0.0", Map.of("Provide-Capability",
                "osgi.extender;osgi.extender=\"osgi.component\";version:Version=\"1.5\""));
        var user = bundle("user", "1.0.0", Map.of("Require-Capability",
                "osgi.extender;filter:=\"(&(osgi.extender=osgi.component)(version>=1.4.0)(!(version>=2.0.0)))\""));

        assertThat(ResolveCheck.missing(List.of(scr, user), DEVICE)).isEmpty();
        assertThat(ResolveCheck.missing(List.of(user), DEVICE)).get().asString().contains("osgi.extender");
    }

    @Test
    void packagesThatDisagreeOnWhatTheyUseAreFound() {
        var one = bundle("one", "1.0.0", Map.of("Export-Package", "u.common;version=\"1.0\",p.one;uses:=\"u.common\"",
                "Import-Package", "u.common;version=\"[1,2)\""));
        var two = bundle("two", "1.0.0", Map.of("Export-Package", "u.common;version=\"2.0\""));
        var user = bundle("user", "1.0.0", Map.of("Import-Package", "p.one,u.common;version=\"[2,3)\""));

        assertThat(ResolveCheck.missing(List.of(one, two, user), DEVICE)).isPresent();
    }

    @Test
    void anEnvironmentIsReadFromWhatADeviceSays() {
        var installed = new InstalledDoc(1, Instant.EPOCH, null, 0, 0, null, null, null, List.of(),
                Map.of("java.version", "1.8.0_402", "osgi.packages", "x"));

        assertThat(Environment.of(installed)).isEqualTo(new Environment(8, "x"));
        assertThat(new Environment(0, "x").known()).isFalse();
    }
}
