package org.tinysphere.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class MessageCatalogueTest {
    private static final Path ROOT = Path.of("../..");
    private static final Pattern THROWN = Pattern.compile("\\b(Problem\\.(?:bad|unauthorised|forbidden|missing|conflict|busy)"
            + "|new Problem|new (?:WorkHandler\\.)?GiveUp|new IllegalArgumentException|new BadJsonException"
            + "|new RefusedException|new UpdateFailure|refused|wrong)\\(");
    /** Nobody sees these in a console: mistakes in our own calls, and the programs for signing. */
    private static final List<String> INSIDE = List.of("KeyFiles.java", "Npy.java", "ValueType.java", "MetatypeReader.java");

    private static String german(String message) {
        return MessageCatalogue.in("de", message);
    }

    @Test
    void saysInGermanWhatIsKnownAndLeavesTheRest() {
        assertThat(german("login or password is wrong")).isEqualTo("Anmeldename oder Passwort ist falsch");
        assertThat(german("there is no package 'p-1' of device 'd-7'"))
                .isEqualTo("das Gerät 'd-7' hat kein Paket 'p-1'");
        assertThat(german("something new")).isEqualTo("something new");
        assertThat(MessageCatalogue.in("en", "login or password is wrong")).isEqualTo("login or password is wrong");
        assertThat(german(null)).isNull();
        assertThat(german("x".repeat(5000) + " is missing")).hasSize(5011);
    }

    @Test
    void messagesInMessagesAreSaidToo() {
        assertThat(german("member 'image.jpg' must be a plain file"))
                .isEqualTo("Teil 'image.jpg' muss eine einfache Datei sein");
        assertThat(german("2 of 9 lines were left out: a.jsonl line 3: 'at' must be between 1970 and 2200"))
                .isEqualTo("2 von 9 Zeilen wurden weggelassen: a.jsonl Zeile 3: 'at' muss zwischen 1970 und 2200 liegen");
        assertThat(german("org.x 1.2.0 does not start: java.lang.IllegalStateException: boom"))
                .isEqualTo("org.x 1.2.0 startet nicht: java.lang.IllegalStateException: boom");
        assertThat(german("accuracy on known samples fell from 0.970 to 0.500; replaced were: org.x"))
                .isEqualTo("die Genauigkeit an bekannten Proben fiel von 0.970 auf 0.500; ersetzt wurden: org.x");
    }

    @Test
    void namesStayAsTheyAre() {
        assertThat(german("import")).isEqualTo("einlesen");
        assertThat(german("there is no device 'import'")).isEqualTo("es gibt kein Gerät 'import'");
        assertThat(german("there is no device 'is damaged: x'")).isEqualTo("es gibt kein Gerät 'is damaged: x'");
        assertThat(german("snapshot unpack")).isEqualTo("Schnappschuss unpack");
    }

    @Test
    void whateverADeviceSendsIsReadInNoTime() {
        var text = "a (b) is not here: ".repeat(100) + "{}{1}$1\\";
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (var i = 0; i < 200; i++) {
                assertThat(german(text + i)).isNotNull();
            }
        });
    }

    /** Of the sources, so that nobody forgets a message: each that is thrown has its German one. */
    @Test
    void everyMessageThatIsThrownIsKnown() throws IOException {
        var unknown = new TreeSet<String>();
        for (var folder : folders()) {
            try (var files = Files.walk(folder)) {
                for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    if (!INSIDE.contains(file.getFileName().toString())) {
                        thrown(Files.readString(file)).stream().filter(message -> !MessageCatalogue.knows(message))
                                .forEach(message -> unknown.add(file.getFileName() + ": " + message));
                    }
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    private static List<Path> folders() throws IOException {
        try (var modules = Files.list(ROOT.resolve("platform-ear"))) {
            return Stream.concat(modules.filter(module -> !List.of("simulator", "start", "it").contains(
                            module.getFileName().toString())).map(module -> module.resolve("src/main/java")),
                    Stream.of("ui-jsf/console", "bundles/org.tinylcm.protocol", "bundles/org.tinylcm.release",
                            "bundles/org.tinylcm.updater").map(module -> ROOT.resolve(module).resolve("src/main/java")))
                    .filter(Files::isDirectory).toList();
        }
    }

    /** The texts of a source's failures, with 7 for what differs. */
    private static List<String> thrown(String source) {
        var messages = new ArrayList<String>();
        for (var calls = THROWN.matcher(source); calls.find();) {
            var missing = calls.group(1).equals("Problem.missing");
            for (var argument : split(source.substring(calls.end(), end(source, calls.end())), ',')) {
                for (var choice : argument.contains(" ? ") ? argument.split(" [?:] ") : new String[] {argument}) {
                    var message = message(choice);
                    if (choice.contains("\"") && message.contains(" ") && message.chars().anyMatch(Character::isLetter)) {
                        messages.add(missing ? "there is no " + message : message);
                    }
                }
            }
        }
        return messages;
    }

    private static String message(String expression) {
        var text = new StringBuilder();
        for (var term : split(expression, '+')) {
            var literal = term.length() > 1 && (term.startsWith("\"") || term.startsWith("'"))
                    && term.charAt(term.length() - 1) == term.charAt(0);
            var value = literal ? term.substring(1, term.length() - 1).translateEscapes() : "7";
            text.append(value.equals("7") && text.toString().endsWith("7") ? "" : value);
        }
        return text.toString();
    }

    /** Where the call ends whose arguments begin there. */
    private static int end(String source, int from) {
        return from + split(source.substring(from), ')').get(0).length();
    }

    /** At such characters outside of texts and brackets. */
    private static List<String> split(String code, char at) {
        var parts = new ArrayList<String>();
        var depth = 0;
        var from = 0;
        for (var i = 0; i < code.length(); i++) {
            var c = code.charAt(i);
            if (c == '"' || c == '\'') {
                for (i++; code.charAt(i) != c; i++) {
                    i += code.charAt(i) == '\\' ? 1 : 0;
                }
            } else if (c == at && depth == 0) {
                parts.add(at == ')' ? code.substring(from, i) : code.substring(from, i).strip());
                from = i + 1;
                if (at == ')') {
                    return parts;
                }
            } else if (c == '(' || c == '[' || c == '{') {
                depth++;
            } else if (c == ')' || c == ']' || c == '}') {
                depth--;
            }
        }
        parts.add(code.substring(from).strip());
        return parts;
    }
}
