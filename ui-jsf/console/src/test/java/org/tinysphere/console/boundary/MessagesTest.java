package org.tinysphere.console.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.tinylcm.protocol.PackageType;
import org.tinysphere.core.control.Notifications;
import org.tinysphere.core.entity.Role;
import org.tinysphere.drifthub.control.ReviewState;

/** Both languages say the same things. */
class MessagesTest {
    private static final Pattern USED = Pattern.compile("(?:m\\[|f\\.text\\()'([A-Za-z0-9._-]+)'[\\],)]");
    private final Properties english = read("messages.properties");
    private final Properties german = read("messages_de.properties");

    @Test
    void everyTextIsThereInBothLanguages() {
        assertThat(german.keySet()).containsExactlyInAnyOrderElementsOf(english.keySet());
        assertThat(german.values()).noneMatch(text -> text.toString().isBlank());
    }

    @Test
    void placesForValuesAreTheSame() {
        for (var key : english.stringPropertyNames()) {
            assertThat(places(german.getProperty(key))).as(key).isEqualTo(places(english.getProperty(key)));
        }
    }

    @Test
    void whatPagesSayIsThere() throws IOException {
        var missing = new TreeSet<String>();
        try (var files = Files.walk(Path.of("src/main/pages"))) {
            for (var file : files.filter(path -> path.toString().endsWith(".xhtml")).toList()) {
                var used = USED.matcher(Files.readString(file));
                while (used.find()) {
                    if (!english.containsKey(used.group(1))) {
                        missing.add(file.getFileName() + ": " + used.group(1));
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void whatThePlatformNamesIsThere() {
        for (var state : ReviewState.values()) {
            assertThat(english).containsKey("state." + state.id());
        }
        for (var type : PackageType.values()) {
            assertThat(english).containsKey("type." + type.id());
        }
        for (var role : Role.values()) {
            assertThat(english).containsKey("role." + role.id());
        }
        for (var kind : Notifications.KINDS) {
            assertThat(english).containsKey("mute." + kind);
        }
    }

    private static TreeSet<String> places(String text) {
        var places = new TreeSet<String>();
        var found = Pattern.compile("\\{\\d}").matcher(text);
        while (found.find()) {
            places.add(found.group());
        }
        return places;
    }

    private static Properties read(String name) {
        var properties = new Properties();
        try (var in = new InputStreamReader(MessagesTest.class.getResourceAsStream("/org/tinysphere/console/" + name),
                StandardCharsets.UTF_8)) {
            properties.load(in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return properties;
    }
}
