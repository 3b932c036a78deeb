package org.tinysphere.console.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.tinysphere.console.control.Assets;
import org.tinysphere.console.control.Waiting;
import org.tinysphere.core.control.Actor;
import org.tinysphere.core.control.Caller;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.control.Sessions;
import org.tinysphere.core.entity.Role;

/** What every page knows: who looks at it, in which language and colours, and where else there is to go. */
@Named
@RequestScoped
public class Console {
    private static final List<Area> AREAS = List.of(new Area("overview", "/", "home"),
            new Area("devices", "/devices.xhtml", "server"), new Area("drift", "/drift.xhtml", "chart-line"),
            new Area("data", "/packages.xhtml", "database"), new Area("models", "/models.xhtml", "box"),
            new Area("rollouts", "/rollouts.xhtml", "send"), new Area("analytics", "/analytics.xhtml", "chart-bar"),
            new Area("notifications", "/notifications.xhtml", "bell"), new Area("audit", "/audit.xhtml", "history"),
            new Area("settings", "/settings.xhtml", "cog"), new Area("help", "/help.xhtml", "question-circle"));
    private static final Map<String, List<String>> PAGES = Map.of(
            "devices", List.of("devices", "map", "device", "groups", "group", "bulk", "operation"),
            "drift", List.of("drift", "label", "event", "samples", "quality", "feedback"),
            "data", List.of("packages", "images", "logs", "log", "work", "dataset"),
            "rollouts", List.of("rollouts", "rollout", "rollout-new", "releases", "release", "artifacts", "artifact"),
            "settings", List.of("settings", "users", "keys", "enrollment"));
    @Inject
    private Actor actor;
    @Inject
    private HttpServletRequest request;
    @Inject
    private Assets assets;
    @Inject
    private Waiting waiting;

    /** A place in the menu. */
    public record Area(String name, String path, String icon) {
        public String label() {
            return "nav." + name;
        }
    }

    /** A page of an area. */
    public record Tab(String path, String label, boolean current) {
    }

    public String user() {
        return actor.name();
    }

    public String role() {
        return actor.caller().map(Caller::role).orElse(Role.VIEWER).id();
    }

    public boolean may(String role) {
        return actor.caller().map(caller -> caller.role().includes(Role.of(role))).orElse(false);
    }

    /** Two letters: what the person chose, or else what the browser asks for. */
    public String language() {
        var chosen = cookie("lang");
        return "de".equals(chosen) || "en".equals(chosen) ? chosen
                : request.getLocale().getLanguage().equals("de") ? "de" : "en";
    }

    /** {@code light}, {@code dark}, or null: as the browser wants it. */
    public String theme() {
        var chosen = cookie("theme");
        return "light".equals(chosen) || "dark".equals(chosen) ? chosen : null;
    }

    public String csrf() {
        var token = cookie(Sessions.COOKIE);
        return token == null ? "" : Sessions.csrf(token);
    }

    public List<Area> areas() {
        return AREAS.stream().filter(area -> !area.name.equals("audit") || may("operator")).toList();
    }

    /** Name of the area that this page belongs to. */
    public String area() {
        var page = page();
        return PAGES.entrySet().stream().filter(entry -> entry.getValue().contains(page)).map(Map.Entry::getKey)
                .findFirst().orElse(page);
    }

    public long badge(String area) {
        return switch (area) {
            case "drift" -> waiting.driftToLabel();
            case "notifications" -> waiting.unread(user());
            case "data" -> waiting.deadLetters();
            default -> 0;
        };
    }

    public List<Tab> tabs(String... names) {
        return List.of(names).stream().map(name -> new Tab("/" + name + ".xhtml", "tab." + name, page().equals(name)))
                .toList();
    }

    /** Address of a file of the console; changes with its content, so that browsers may keep it. */
    public String asset(String name) {
        return assets.address("console", name);
    }

    public String primeFaces(String name) {
        return assets.address("primefaces", name);
    }

    /** What went wrong, on the error page. */
    public Problem problem() {
        return request.getAttribute(PageFilter.PROBLEM) instanceof Problem problem ? problem
                : Problem.missing("such page");
    }

    private String page() {
        var path = request.getServletPath();
        var name = path.substring(path.lastIndexOf('/') + 1).replace(".xhtml", "");
        return name.isEmpty() || name.equals("index") ? "overview" : name;
    }

    private String cookie(String name) {
        var cookies = request.getCookies();
        if (cookies != null) {
            for (var cookie : cookies) {
                if (cookie.getName().equals(name)) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }
}
