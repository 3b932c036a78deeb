package org.tinysphere.core.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in another language what the API and devices say in English, as far as {@code messages.<language>.txt} goes. What
 * is not in there stays as it is. Devices choose what they send: the time for a text grows with its length alone,
 * whatever is in it.
 */
public final class MessageCatalogue {
    private static final String PLACE = "{}";
    private static final Pattern NUMBERED = Pattern.compile("\\{(\\d?)}");
    private static final int LONGEST = 2000;
    /** A message may have another one in it: a member's rule in a package's, a cause in a failure. */
    private static final int DEEPEST = 4;
    private static final MessageCatalogue GERMAN = load("messages.de.txt");
    private final List<Entry> entries;

    /** @param pieces of the English message, around what differs */
    private record Entry(List<String> pieces, String translation) {
        private Entry {
            var places = NUMBERED.matcher(translation).results().count();
            if (places != pieces.size() - 1) {
                throw new IllegalStateException("'" + translation + "' has " + places + " places, not " + (pieces.size() - 1));
            }
        }

        int letters() {
            return pieces.stream().mapToInt(String::length).sum();
        }

        /** What differs, each part as short as it can be from the left; null if the message is another one. */
        List<String> match(String message) {
            var last = pieces.size() - 1;
            if (last == 0) {
                return message.equals(pieces.get(0)) ? List.of() : null;
            }
            var end = message.length() - pieces.get(last).length();
            if (!message.startsWith(pieces.get(0)) || !message.endsWith(pieces.get(last))) {
                return null;
            }
            var values = new ArrayList<String>();
            var at = pieces.get(0).length();
            for (var i = 1; i < last; i++) {
                var next = message.indexOf(pieces.get(i), at + 1);
                if (next < 0 || next + pieces.get(i).length() >= end) {
                    return null;
                }
                values.add(message.substring(at, next));
                at = next + pieces.get(i).length();
            }
            if (at >= end) {
                return null;
            }
            values.add(message.substring(at, end));
            return values;
        }
    }

    private MessageCatalogue(List<Entry> entries) {
        this.entries = entries.stream().sorted(Comparator.comparingInt(Entry::letters).reversed()).toList();
    }

    /**
     * @param languages what is wanted, as in {@code Accept-Language}: the first one counts, {@code de} is the only other
     *         one; null for none
     * @return the message itself if it is not known, or null
     */
    public static String in(String languages, String message) {
        var german = languages != null && languages.strip().toLowerCase(Locale.ROOT).startsWith("de");
        return german && message != null && message.length() <= LONGEST ? GERMAN.translate(message, 0) : message;
    }

    /** Whether the whole message is known, not only parts of it. */
    static boolean knows(String message) {
        return GERMAN.entries.stream().anyMatch(entry -> entry.letters() > 2 && entry.match(message) != null);
    }

    private String translate(String message, int depth) {
        for (var entry : entries) {
            var values = entry.match(message);
            if (values != null) {
                var said = new ArrayList<>(values);
                for (var i = 0; i < said.size() && depth < DEEPEST; i++) {
                    // A single word, or what stands in quotes, is a name: a device may be called "import".
                    if (said.get(i).indexOf(' ') > 0 && !entry.pieces.get(i).endsWith("'")) {
                        said.set(i, translate(said.get(i), depth + 1));
                    }
                }
                return fill(entry.translation, said);
            }
        }
        return message;
    }

    private static String fill(String translation, List<String> values) {
        var next = new int[1];
        return NUMBERED.matcher(translation).replaceAll(place -> {
            var number = place.group(1).isEmpty() ? next[0]++ : Integer.parseInt(place.group(1)) - 1;
            return Matcher.quoteReplacement(values.get(number));
        });
    }

    private static MessageCatalogue load(String name) {
        try (var in = Optional.ofNullable(MessageCatalogue.class.getResourceAsStream("/org/tinysphere/core/" + name))
                .orElseThrow(() -> new IllegalStateException(name + " is missing"))) {
            var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
            var entries = new ArrayList<Entry>();
            for (var i = 0; i < lines.size(); i += 2) {
                if (i + 1 == lines.size() || lines.get(i).startsWith("\t") || !lines.get(i + 1).startsWith("\t")) {
                    throw new IllegalStateException(name + ": no translation follows '" + lines.get(i) + "'");
                }
                entries.add(new Entry(List.of(lines.get(i).split(Pattern.quote(PLACE), -1)),
                        lines.get(i + 1).substring(1)));
            }
            return new MessageCatalogue(entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
