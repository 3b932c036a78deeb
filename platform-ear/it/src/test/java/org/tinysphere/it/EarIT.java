package org.tinysphere.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** The EAR has the same jars as the WAR for Payara Micro, each once and none in the web module. */
class EarIT {
    private static List<String> jars(String place, String file) throws IOException {
        try (var zip = new ZipFile(file)) {
            return zip.stream().map(entry -> entry.getName()).filter(name -> name.startsWith(place)
                    && name.endsWith(".jar")).map(name -> name.substring(place.length())).sorted().toList();
        }
    }

    /** What Faces looks for in a web module only. */
    private static final List<String> OF_THE_WEB_MODULE = List.of("primefaces.jar");

    @Test
    void hasTheJarsOfTheWarInItsLibAndPrimeFacesInTheWebModule() throws IOException {
        var war = System.getProperty("tinysphere.home") + "/tinysphere.war";
        var ear = System.getProperty("tinysphere.ear");

        assertThat(jars("lib/", ear)).contains("tinysphere-core.jar", "tinysphere-fleet.jar").doesNotHaveDuplicates()
                .isEqualTo(jars("WEB-INF/lib/", war).stream().filter(jar -> !OF_THE_WEB_MODULE.contains(jar)).toList());
        try (var zip = new ZipFile(ear)) {
            var descriptor = new String(zip.getInputStream(zip.getEntry("META-INF/application.xml")).readAllBytes(),
                    StandardCharsets.UTF_8);
            assertThat(descriptor).contains("<web-uri>tinysphere.war</web-uri>").contains("version=\"10\"");
            var inner = new ArrayList<String>();
            try (var web = new ZipInputStream(zip.getInputStream(zip.getEntry("tinysphere.war")))) {
                for (var entry = web.getNextEntry(); entry != null; entry = web.getNextEntry()) {
                    inner.add(entry.getName());
                }
            }
            assertThat(inner).contains("WEB-INF/web.xml");
            assertThat(inner).filteredOn(name -> name.endsWith(".jar")).containsExactlyInAnyOrderElementsOf(
                    OF_THE_WEB_MODULE.stream().map(jar -> "WEB-INF/lib/" + jar).toList());
        }
    }
}
