package org.tinysphere.console.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.tinysphere.core.control.Notifications;
import org.tinysphere.fleet.control.DeviceNames;

/** What people call things. */
@Named("names")
@RequestScoped
public class Names {
    @Inject
    private DeviceNames devices;
    @Inject
    private Formats formats;

    /** The device's name; its id if it has none. */
    public String of(String device) {
        return device == null ? "" : devices.of(device);
    }

    /** In the person's language. */
    public String news(Notifications.View news) {
        return switch (news.kind()) {
            case "drift.to-label" -> formats.text("news.drift.to-label", of(key(news)));
            case "work.dead" -> formats.text("news.work.dead", formats.said(news.text()));
            case "rollout.stopped" -> formats.text("news.rollout.stopped", formats.said(news.text()));
            default -> news.text();
        };
    }

    /** Where something can be done about it. */
    public String place(Notifications.View news) {
        return switch (news.kind()) {
            case "drift.to-label" -> "/drift.xhtml?state=new&device=" + key(news);
            case "work.dead" -> "/work.xhtml?state=dead";
            case "rollout.stopped" -> "/rollout.xhtml?id=" + key(news);
            default -> "/notifications.xhtml";
        };
    }

    private static String key(Notifications.View news) {
        return news.subject().substring(news.subject().indexOf('/') + 1);
    }
}
