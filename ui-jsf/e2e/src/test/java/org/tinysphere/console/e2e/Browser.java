package org.tinysphere.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real Chromium, driven as a person would: by roles, labels and what is written on things. */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String AXE = read("/axe.min.js");
    private final ChromeDriver driver;
    private final Path downloads = Chromium.downloads();
    private final URI root;

    Browser() {
        this(Stage.running().root());
    }

    /** @param root of the node that it looks at */
    Browser(URI root) {
        this.root = root;
        driver = Chromium.start(downloads);
        size(1280, 900);
    }

    Browser size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
        return this;
    }

    Browser signIn(String login) {
        open("/login.xhtml");
        field("Login").sendKeys(login);
        field("Password").sendKeys(Stage.PASSWORD);
        press("Sign in");
        until("the overview", () -> !path().startsWith("/login"));
        return this;
    }

    Browser open(String path) {
        driver.get(root.resolve(path).toString());
        return this;
    }

    String path() {
        var url = driver.getCurrentUrl();
        return url.substring(root.toString().length() - 1);
    }

    String heading() {
        return driver.findElement(By.tagName("h1")).getText();
    }

    String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    WebElement one(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** The field with this label that can be seen. */
    WebElement field(String label) {
        return waited().until(any -> driver.findElements(By.xpath("//label[normalize-space(.)=\"" + label + "\"]")).stream()
                .map(found -> found.getDomAttribute("for") == null ? found.findElement(By.cssSelector("input"))
                        : driver.findElement(By.id(found.getDomAttribute("for"))))
                .filter(WebElement::isDisplayed).findFirst().orElse(null));
    }

    Browser fill(String label, String value) {
        return surely(() -> {
            var field = field(label);
            field.clear();
            field.sendKeys(value);
        });
    }

    Browser choose(String label, String option) {
        return surely(() -> new Select(field(label)).selectByVisibleText(option));
    }

    /** The same as a person would: on whatever stands there now, and again if it was read again meanwhile. */
    Browser click(String css) {
        return surely(() -> one(css).click());
    }

    Browser tick(String label) {
        return surely(() -> field(label).click());
    }

    boolean shown(String css) {
        var shown = new boolean[1];
        surely(() -> shown[0] = one(css).isDisplayed());
        return shown[0];
    }

    /** Does it again if the page was read again in between: live regions are. */
    Browser surely(Runnable step) {
        for (var again = 0; ; again++) {
            try {
                step.run();
                return this;
            } catch (WebDriverException e) {
                if (again == 10 || !renewed(e)) {
                    throw e;
                }
            }
        }
    }

    List<String> texts(String css) {
        return ((List<?>) driver.executeScript("return [...document.querySelectorAll(arguments[0])].map(e => e.innerText)",
                css)).stream().map(String::valueOf).toList();
    }

    /** A button or link with this on it. */
    Browser press(String name) {
        return surely(() -> button(name).click());
    }

    WebElement button(String name) {
        return waited().until(any -> driver.findElements(By.xpath("//*[self::button or self::a][normalize-space(.)=\"" + name
                + "\"]")).stream().filter(WebElement::isDisplayed).findFirst().orElse(null));
    }

    boolean offers(String name) {
        return driver.findElements(By.xpath("//*[self::button or self::a][normalize-space(.)=\"" + name + "\"]")).stream()
                .anyMatch(WebElement::isDisplayed);
    }

    Browser keys(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
        return this;
    }

    Browser see(String text) {
        until("'" + text + "' on the page", () -> text().contains(text));
        return this;
    }

    void until(String what, java.util.function.BooleanSupplier condition) {
        waited().withMessage(what).until(any -> {
            try {
                return condition.getAsBoolean();
            } catch (WebDriverException e) {
                if (!renewed(e)) {
                    throw e;
                }
                return false;
            }
        });
    }

    /** The element was replaced, or the page was, while it was looked at; the driver has two ways to say so. */
    private static boolean renewed(WebDriverException e) {
        return e instanceof StaleElementReferenceException
                || String.valueOf(e.getMessage()).contains("does not belong to the document");
    }

    Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    Browser cookie(String name, String value) {
        driver.manage().addCookie(new org.openqa.selenium.Cookie(name, value, "/"));
        return this;
    }

    Browser network(boolean there) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand("Network.emulateNetworkConditions", Map.of("offline", !there, "latency", 0,
                "downloadThroughput", -1, "uploadThroughput", -1));
        return this;
    }

    /** What a rule of WCAG 2.2 A or AA says is wrong and serious, one line each. */
    List<String> axe() {
        driver.executeScript(AXE);
        var found = driver.executeAsyncScript("const done = arguments[arguments.length - 1];"
                + "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}).then(r => done(r.violations"
                + ".filter(v => v.impact === 'serious' || v.impact === 'critical').map(v => v.id + ': ' + v.help + ' '"
                + "+ v.nodes.slice(0, 3).map(n => n.html).join(' | '))), e => done(['axe failed: ' + e]))");
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }

    /** What the console said that is an error: refused by the policy, not found, thrown. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue()).map(Object::toString).toList();
    }

    /** Bytes that this page and everything that it loaded sent. */
    long bytes() {
        return ((Number) driver.executeScript("return performance.getEntriesByType('resource').concat("
                + "performance.getEntriesByType('navigation')).reduce((sum, e) => sum + e.encodedBodySize, 0)")).longValue();
    }

    List<String> hosts() {
        return new Gson().<List<String>>fromJson(String.valueOf(driver.executeScript("return JSON.stringify([...new Set("
                + "performance.getEntriesByType('resource').map(e => new URL(e.name).host))])")), List.class);
    }

    String host() {
        return root.getAuthority();
    }

    Browser shot(String name) {
        try {
            var folder = Files.createDirectories(Path.of(System.getProperty("screenshots")));
            Files.write(folder.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** The file that the page saved under this name, once it is complete. */
    byte[] saved(String name) {
        var file = downloads.resolve(name);
        // Chromium writes to another name and renames at the end.
        until("the file " + name, () -> Files.isRegularFile(file));
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Browser confirm() {
        press("Yes");
        return this;
    }

    Browser escape() {
        keys(Keys.ESCAPE);
        return this;
    }

    void acceptable(String page) {
        assertThat(axe()).as("accessibility of %s", page).isEmpty();
        assertThat(complaints()).as("console at %s", page).isEmpty();
        assertThat(hosts()).as("hosts that %s asks", page).allMatch(host()::equals);
        assertThat(bytes()).as("bytes of %s", page).isLessThan(1_000_000);
    }

    @Override
    public void close() {
        driver.quit();
    }

    private WebDriverWait waited() {
        var wait = new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50));
        wait.ignoring(org.openqa.selenium.StaleElementReferenceException.class);
        return wait;
    }

    private static String read(String resource) {
        try (var in = Browser.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
