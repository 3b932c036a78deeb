package org.tinysphere.console.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tinysphere.core.control.Problem;
import org.tinysphere.fleet.control.DeviceNames;

/** What the page's address asks for. Everything of it is from outside: too long or malformed is refused. */
@Named("q")
@RequestScoped
public class Query {
    private static final int LONGEST = 200;
    @Inject
    private HttpServletRequest request;
    @Inject
    private DeviceNames names;

    /** @return null if it is absent or empty */
    public String text(String name) {
        var value = request.getParameter(name);
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.length() > LONGEST) {
            throw Problem.bad("'" + name + "' must have at most " + LONGEST + " characters");
        }
        return value.strip();
    }

    /** Id of the device that is asked for by its id or its name; null if none is. */
    public String device() {
        return names.id(text("device"));
    }

    public String text(String name, String otherwise) {
        var value = text(name);
        return value == null ? otherwise : value;
    }

    /** @throws Problem 404 it is not there, or is no number */
    public long number(String name) {
        try {
            return Long.parseLong(text(name, ""));
        } catch (NumberFormatException e) {
            throw Problem.missing("such page without a number as '" + name + "'");
        }
    }

    /** Start of a day (UTC); null if absent. */
    public Instant day(String name) {
        var date = date(name);
        return date == null ? null : date.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** End of a day (UTC); null if absent. */
    public Instant dayEnd(String name) {
        var date = date(name);
        return date == null ? null : date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    public LocalDate date(String name) {
        var value = text(name);
        try {
            return value == null ? null : LocalDate.parse(value);
        } catch (DateTimeParseException e) {
            throw Problem.bad("'" + name + "' must be a day like 2026-03-01");
        }
    }

    public boolean is(String name, String value) {
        return value.equals(text(name));
    }

    /** This page's address with a parameter set, at the first part of its list. */
    public String with(String name, Object value) {
        var parameters = parameters();
        parameters.remove("after");
        parameters.put(name, String.valueOf(value));
        return address(parameters);
    }

    public String without(String name) {
        var parameters = parameters();
        parameters.remove("after");
        parameters.remove(name);
        return address(parameters);
    }

    /** {@code a=b&c=d} of what is asked for, without the place in the list; for calls of the API. */
    public String all() {
        var parameters = parameters();
        parameters.remove("after");
        return address(parameters).substring(1);
    }

    public String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Map<String, String> parameters() {
        var parameters = new LinkedHashMap<String, String>();
        request.getParameterMap().forEach((name, values) -> {
            if (values.length > 0 && !values[0].isBlank()) {
                parameters.put(name, values[0]);
            }
        });
        return parameters;
    }

    private String address(Map<String, String> parameters) {
        var text = new StringBuilder("?");
        parameters.forEach((name, value) -> text.append(text.length() == 1 ? "" : "&").append(encode(name)).append('=')
                .append(encode(value)));
        return text.toString();
    }
}
