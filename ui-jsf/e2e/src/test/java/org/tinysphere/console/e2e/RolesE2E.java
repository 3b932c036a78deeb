package org.tinysphere.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each role may not do: by address, by form, by API. */
class RolesE2E {
    private final Stage stage = Stage.running();

    @ParameterizedTest
    @CsvSource({"viewer, true, true, true", "labeller, false, true, true", "operator, false, false, true",
            "admin, false, false, false"})
    void hasItsLimits(String role, boolean mayNotLabel, boolean mayNotOperate, boolean mayNotAdminister) {
        var event = stage.items("drift-events?limit=100").stream()
                .filter(one -> one.get("kind").getAsString().equals("onset")).findFirst().orElseThrow().get("id").getAsString();
        try (var browser = new Browser().signIn(stage.person(role))) {
            refused(browser, "/label.xhtml", mayNotLabel);
            refused(browser, "/dataset.xhtml", mayNotLabel);
            refused(browser, "/audit.xhtml", mayNotOperate);
            refused(browser, "/rollout-new.xhtml", mayNotOperate);
            browser.open("/artifacts.xhtml");
            assertThat(browser.offers("Upload")).isEqualTo(!mayNotOperate);
            assertThat(status(browser, "POST", "rollouts", "{}")).isEqualTo(mayNotOperate ? 403 : 400);
            refused(browser, "/users.xhtml", mayNotAdminister);
            refused(browser, "/keys.xhtml", mayNotAdminister);
            refused(browser, "/enrollment.xhtml", mayNotAdminister);
            browser.open("/event.xhtml?id=" + event);
            assertThat(browser.offers("Save verdict")).isEqualTo(!mayNotLabel);
            browser.open("/groups.xhtml");
            assertThat(browser.offers("Add group")).isEqualTo(!mayNotOperate);
            browser.open("/device.xhtml?id=" + stage.realDevice());
            assertThat(browser.offers("Retire")).isEqualTo(!mayNotOperate);
            // A form that was never offered, sent all the same with the session of this person.
            assertThat(status(browser, "POST", "drift-events/" + event + "/validations", "{\"verdict\":\"nonsense\"}"))
                    .isEqualTo(mayNotLabel ? 403 : 400);
            assertThat(status(browser, "POST", "groups", "{\"name\":\"NOT A NAME\"}")).isEqualTo(mayNotOperate ? 403 : 400);
            assertThat(status(browser, "POST", "users", "{\"login\":\"\"}")).isEqualTo(mayNotAdminister ? 403 : 400);
        }
        var key = stage.key(role);
        assertThat(stage.status("POST", "drift-events/" + event + "/validations", "{\"verdict\":\"nonsense\"}", key))
                .isEqualTo(mayNotLabel ? 403 : 400);
        assertThat(stage.status("POST", "groups", "{\"name\":\"NOT A NAME\"}", key)).isEqualTo(mayNotOperate ? 403 : 400);
        assertThat(stage.status("GET", "users", null, key)).isEqualTo(mayNotAdminister ? 403 : 200);
    }

    private static void refused(Browser browser, String page, boolean refused) {
        browser.open(page);
        assertThat(browser.text().contains("this page needs the role")).as(page).isEqualTo(refused);
    }

    private static long status(Browser browser, String method, String path, String body) {
        return (Long) browser.script("const x = new XMLHttpRequest(); x.open(arguments[0], '/api/v1/' + arguments[1], false);"
                + "x.setRequestHeader('Content-Type', 'application/json');"
                + "x.setRequestHeader('X-CSRF-Token', document.querySelector('meta[name=csrf]').content);"
                + "x.send(arguments[2]); return x.status", method, path, body);
    }
}
