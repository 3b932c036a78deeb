package org.tinylcm.config.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.input.BadInputException;

class ConfigurationsTest {
    private static final String METATYPE = """
            <m:MetaData xmlns:m="http://www.osgi.org/xmlns/metatype/v1.2.0">
              <OCD id="one" name="Nearest neighbours" description="">
                <AD id="k" type="Integer" min="1" max="50" default="5" description="Neighbours"/>
                <AD id="metric" type="String" default="EUCLIDEAN"><Option label="" value="EUCLIDEAN"/>
                    <Option label="" value="COSINE"/></AD>
                <AD id="share" type="Double" min="0" max="1" default="0.5"/>
                <AD id="labels" type="String" cardinality="2147483647" default=""/>
              </OCD>
              <OCD id="many" name="Folder"><AD id="path" type="String"/><AD id="loop" type="Boolean" default="false"/>
                <AD id="key" type="Password" min="4" required="false"/></OCD>
              <Designate pid="org.x.knn"><Object ocdref="one"/></Designate>
              <Designate factoryPid="org.x.source"><Object ocdref="many"/></Designate>
            </m:MetaData>
            """;
    @TempDir
    Path folder;
    private final ShapeIndex shapes = new ShapeIndex();
    private final Map<ConfigName, Map<String, Object>> admin = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> applied = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();
    private FileConfigStore store;

    @BeforeEach
    void open() {
        shapes.put(1, MetatypeReader.read(new ByteArrayInputStream(METATYPE.getBytes(StandardCharsets.UTF_8))));
        store = store(Map.of());
    }

    @Test
    void laterLayersWinKeyByKey() throws IOException {
        etc("org.x.knn.cfg", "k = 7\nmetric = COSINE\nshare=0.25\nlabels = a, b\\\\,c");
        changes("org.x.knn.cfg", "k = 9");
        store(Map.of("tinylcm.config:org.x.knn/share", "0.75")).pass();

        assertThat(values("org.x.knn")).containsEntry("k", 9).containsEntry("metric", "COSINE")
                .containsEntry("share", 0.75).containsEntry("labels", new String[] {"a", "b,c"});
    }

    @Test
    void refusesAWrongValueInOneLineAndKeepsTheOldConfiguration() throws IOException {
        etc("org.x.knn.cfg", "k = 7");
        store.pass();
        etc("org.x.knn.cfg", "k = 77");
        store.pass();
        store.pass();

        assertThat(problems).containsExactly("etc/org.x.knn.cfg: key 'k' = '77': must be a whole number 1..50");
        assertThat(values("org.x.knn")).containsEntry("k", 7);

        etc("org.x.knn.cfg", "k = 8");
        store.pass();
        assertThat(values("org.x.knn")).containsEntry("k", 8);
        assertThat(store.components()).noneMatch(c -> !c.problem().isEmpty());
    }

    @Test
    void aRefusedFileDoesNotTouchWhatOtherFilesSay() throws IOException {
        etc("org.x.knn.cfg", "k = 7");
        changes("org.x.knn.cfg", "kk = 1");
        store.pass();

        assertThat(values("org.x.knn")).containsEntry("k", 7);
        assertThat(problems).containsExactly(
                "data/etc/org.x.knn.cfg: key 'kk': is not known; there are k, metric, share, labels");
    }

    @Test
    void refusedAtStartLeavesWhatTheLastRunHad() throws IOException {
        admin.put(ConfigName.of("org.x.knn"), Map.of("k", 3));
        etc("org.x.knn.cfg", "k = many");
        store(Map.of()).pass();
        assertThat(values("org.x.knn")).containsEntry("k", 3);
    }

    @Test
    void namesRulesInWords() throws IOException {
        etc("org.x.knn.cfg", "metric = FAR");
        changes("org.x.knn.cfg", "share = 1.5");
        etc("org.x.source.cfg", "path = x");
        etc("org.x.source-a.cfg", "loop = true");
        etc("org.x.source-b.cfg", "path = x\nloop = yes");
        etc("org.x.knn-two.cfg", "k = 1");
        etc("a b.cfg", "k = 1");
        etc("org.x.twice-a.cfg", "k = 1\nk = 2");
        store.pass();

        assertThat(problems).containsExactlyInAnyOrder(
                "etc/org.x.knn.cfg: key 'metric' = 'FAR': must be one of EUCLIDEAN, COSINE",
                "etc/org.x.source.cfg: name: must be org.x.source-<instance>",
                "etc/org.x.source-a.cfg: key 'path': must be there: a text",
                "etc/org.x.source-b.cfg: key 'loop' = 'yes': must be true or false",
                "etc/org.x.knn-two.cfg: name: must be org.x.knn: it has no instances",
                "etc/a b.cfg: name: must be <pid> or <factory pid>-<instance>, of letters, digits, '_', '.' and '-'",
                "etc/org.x.twice-a.cfg: key 'k': is there twice");
        assertThat(admin).isEmpty();
    }

    @Test
    void waitsForABundleAndTellsOfItOnce() throws IOException {
        shapes.remove(1);
        etc("org.x.source-cam-1.cfg", "path = x");
        store.pass();
        store.pass();
        assertThat(problems).containsExactly(
                "etc/org.x.source-cam-1.cfg: waits for a bundle that is configured by 'org.x.source'");

        open();
        store.pass();
        assertThat(values("org.x.source-cam-1")).containsEntry("path", "x");
    }

    @Test
    void aFileThatVanishesTakesItsConfigurationWithItAlsoOverARestart() throws IOException {
        etc("org.x.source-a.cfg", "path = x");
        etc("org.x.source-b.cfg", "path = x");
        store.pass();
        Files.delete(folder.resolve("etc/org.x.source-a.cfg"));
        store.pass();
        assertThat(admin.keySet()).extracting(ConfigName::toString).containsExactly("org.x.source-b");

        Files.delete(folder.resolve("etc/org.x.source-b.cfg"));
        store(Map.of()).pass();
        assertThat(admin).isEmpty();
    }

    @Test
    void noticesEveryKindOfChange() throws IOException {
        etc("org.x.knn.cfg", "k = 7");
        store.pass();
        applied.clear();
        store.refresh();
        assertThat(applied).isEmpty();

        // The same size and the same time, but another file moved into its place.
        var file = folder.resolve("etc/org.x.knn.cfg");
        var time = Files.getLastModifiedTime(file);
        Files.writeString(folder.resolve("etc/new"), "k = 8");
        Files.setLastModifiedTime(folder.resolve("etc/new"), time);
        Files.move(folder.resolve("etc/new"), file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        store.refresh();
        assertThat(values("org.x.knn")).containsEntry("k", 8);
        assertThat(applied).containsExactly("org.x.knn");
    }

    @Test
    void setIsCheckedDurableAndTakenBack() throws IOException {
        etc("org.x.knn.cfg", "k = 7");
        store.pass();
        store.set("org.x.knn", "k", "9");
        assertThat(values("org.x.knn")).containsEntry("k", 9);
        assertThat(folder.resolve("data/etc/org.x.knn.cfg")).content().contains("k=9");

        assertThatThrownBy(() -> store.set("org.x.knn", "k", "99")).isInstanceOf(BadInputException.class)
                .hasMessage("data/etc/org.x.knn.cfg: key 'k' = '99': must be a whole number 1..50");
        assertThatThrownBy(() -> store.set("org.x.none", "k", "9")).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> store.set("../x", "k", "9")).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> store.set("org.x.source", "path", "x")).isInstanceOf(BadInputException.class)
                .hasMessageContaining("must name an instance");
        assertThat(values("org.x.knn")).containsEntry("k", 9);

        var restarted = store(Map.of());
        restarted.pass();
        assertThat(values("org.x.knn")).containsEntry("k", 9);
        assertThat(restarted.unset("org.x.knn", "k")).isTrue();
        assertThat(restarted.unset("org.x.knn", "k")).isFalse();
        assertThat(values("org.x.knn")).containsEntry("k", 7);
        assertThat(folder.resolve("data/etc/org.x.knn.cfg")).doesNotExist();
    }

    @Test
    void setMakesInstancesButNotWithoutWhatMustBeThere() {
        store.pass();
        assertThatThrownBy(() -> store.set("org.x.source-new", "loop", "true"))
                .isInstanceOf(BadInputException.class).hasMessageContaining("key 'path': must be there");
        store.set("org.x.source-new", "path", "öäü = # \\ \t ");
        assertThat(values("org.x.source-new")).containsEntry("path", "öäü = # \\ \t ");
        assertThatThrownBy(() -> {
            store.set("org.x.source-new", "loop", "true");
            store.unset("org.x.source-new", "path");
        }).isInstanceOf(BadInputException.class);
    }

    @Test
    void listsWhatIsInEffectAndWhereItIsFrom() throws IOException {
        etc("org.x.knn.cfg", "k = 7");
        etc("org.x.source-a.cfg", "path = x");
        store.pass();

        assertThat(store.components()).extracting(c -> c.pid()).containsExactly("org.x.knn", "org.x.source",
                "org.x.source-a");
        var k = store.components().get(0).attributes().get(0);
        assertThat(k.value()).isEqualTo("7");
        assertThat(k.origin()).isEqualTo("etc/org.x.knn.cfg");
        assertThat(k.defaultValue()).isEqualTo("5");
        assertThat(k.range()).isEqualTo("a whole number 1..50");
        assertThat(store.components().get(0).attributes().get(1).origin()).isEmpty();
        assertThat(store.components().get(1).factory()).isTrue();
    }

    @Test
    void secretsAreNeitherShownNorNoted() throws IOException {
        etc("org.x.source-a.cfg", "path = x\nkey = hush-hush");
        etc("org.x.source-b.cfg", "path = x\nkey = sh");
        store.pass();

        assertThat(values("org.x.source-a")).containsEntry("key", "hush-hush");
        assertThat(shown).containsExactly("{key=***, path=x}");
        assertThat(problems).containsExactly(
                "etc/org.x.source-b.cfg: key 'key' = '***': must be a text with a length of at least 4");
        assertThat(store.components().toString()).doesNotContain("hush");
    }

    private FileConfigStore store(Map<String, String> properties) {
        return new FileConfigStore(shapes, List.of(new FolderLayer(folder.resolve("etc"), "etc")),
                new FolderLayer(folder.resolve("data/etc"), "data/etc"), new CommandLineLayer(properties),
                new Target() {
                    @Override
                    public Set<ConfigName> present() {
                        return new TreeSet<>(admin.keySet());
                    }

                    @Override
                    public void update(ConfigName name, Map<String, Object> values) {
                        admin.put(name, values);
                    }

                    @Override
                    public void delete(ConfigName name) {
                        admin.remove(name);
                    }
                }, new Configurations.Listener() {
                    @Override
                    public void problem(ConfigName name, String line, boolean waits) {
                        problems.add(line);
                    }

                    @Override
                    public void applied(ConfigName name, Map<String, String> values) {
                        applied.add(name.toString());
                        shown.add(values.toString());
                    }
                });
    }

    private Map<String, Object> values(String name) {
        return admin.get(ConfigName.of(name));
    }

    private void etc(String name, String text) throws IOException {
        write(folder.resolve("etc").resolve(name), text);
    }

    private void changes(String name, String text) throws IOException {
        write(folder.resolve("data/etc").resolve(name), text);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
