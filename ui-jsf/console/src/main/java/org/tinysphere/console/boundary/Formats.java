package org.tinysphere.console.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.tinylcm.protocol.Json;
import org.tinysphere.core.control.MessageCatalogue;
import org.tinysphere.fleet.control.Devices;

/** Values as people read them, in their language. What is not known says so and is never a zero. */
@Named("f")
@RequestScoped
public class Formats {
    private static final Map<String, String> SCRIPT_TEXTS = new ConcurrentHashMap<>();
    @Inject
    private Console console;

    public String instant(Instant time) {
        return time == null ? text("unknown") : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM)
                .withLocale(locale()).format(time.atOffset(ZoneOffset.UTC)) + " UTC";
    }

    /** What the API or a device says, in the person's language as far as it is known; null stays null. */
    public String said(String message) {
        return MessageCatalogue.in(console.language(), message);
    }

    public String number(Number value) {
        return number(value, 0);
    }

    public String number(Number value, int digits) {
        if (value == null) {
            return text("unknown");
        }
        var format = NumberFormat.getNumberInstance(locale());
        format.setMaximumFractionDigits(digits);
        return format.format(value);
    }

    /** @param share 0..1 */
    public String percent(Double share) {
        if (share == null) {
            return text("unknown");
        }
        var format = NumberFormat.getPercentInstance(locale());
        format.setMaximumFractionDigits(1);
        return format.format(share);
    }

    public String bytes(Number count) {
        if (count == null) {
            return text("unknown");
        }
        var value = count.doubleValue();
        var units = new String[] {"B", "KB", "MB", "GB", "TB"};
        var unit = 0;
        while (value >= 1000 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return number(value, unit == 0 || value >= 100 ? 0 : 1) + " " + units[unit];
    }

    /** Degrees north and east, to about 100 m. */
    public String place(Devices.Location place) {
        return number(place.latitude(), 3) + "° " + number(place.longitude(), 3) + "°";
    }

    /** The values in a document by their dotted names, in its order; without those that are empty. */
    public List<Map.Entry<String, String>> lines(Object json) {
        var lines = new ArrayList<Map.Entry<String, String>>();
        flatten("", Plain.of(json), lines);
        return lines;
    }

    private void flatten(String name, Object value, List<Map.Entry<String, String>> lines) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, part) -> flatten(name.isEmpty() ? String.valueOf(key) : name + '.' + key, part, lines));
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            lines.add(Map.entry(name, list.stream().map(this::brief).collect(Collectors.joining(", "))));
        } else if (value != null && !(value instanceof List<?>) && !value.equals("")) {
            lines.add(Map.entry(name, brief(value)));
        }
    }

    private String brief(Object value) {
        return value instanceof Double number ? number(number, 4) : value instanceof Map<?, ?> ? json(value)
                : String.valueOf(value);
    }

    /** Colour of a state. */
    public String tone(String state) {
        return switch (state == null ? "" : state) {
            case "online", "ok", "applied", "done", "imported", "validated", "confirmed",
                    "finished" -> "good";
            case "late", "degraded", "new", "needs_second_opinion", "warning", "delivered", "running", "uploading",
                    "waiting", "sent", "accepted", "open", "paused" -> "warn";
            case "offline", "failing", "failed", "dead", "error", "refused", "rolled_back", "stopped",
                    "went_back", "unwell" -> "bad";
            default -> "";
        };
    }

    public String state(String state) {
        return state == null || state.isEmpty() ? text("unknown") : textOr("state." + state, state);
    }

    /** What the scripts say, as JSON. */
    public String scriptTexts() {
        return SCRIPT_TEXTS.computeIfAbsent(console.language(), language -> {
            var texts = new TreeMap<String, String>();
            for (var key : bundle().keySet()) {
                if (key.startsWith("js.")) {
                    texts.put(key.substring(3), bundle().getString(key));
                }
            }
            return Json.write(texts);
        });
    }

    public String json(Object value) {
        return value == null ? "" : Json.write(value);
    }

    public String text(String key) {
        return bundle().getString(key);
    }

    /** A text with what it is about in place of {0}. */
    public String text(String key, Object... about) {
        return MessageFormat.format(bundle().getString(key), about);
    }

    public String textOr(String key, String otherwise) {
        try {
            return bundle().getString(key);
        } catch (MissingResourceException e) {
            return otherwise;
        }
    }

    private Locale locale() {
        return Locale.forLanguageTag(console.language());
    }

    private ResourceBundle bundle() {
        return ResourceBundle.getBundle("org.tinysphere.console.messages", locale());
    }
}
