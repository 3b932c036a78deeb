package org.tinylcm.adaptation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.adapt.AdaptationRecord.Outcome;
import org.tinylcm.adapt.Concept;
import org.tinylcm.feedback.Feedback.LabelFrame;
import org.tinylcm.state.ComponentState;
import org.tinylcm.state.StateManager;
import org.tinylcm.state.internal.FileStateManager;

/** States that devices have on their disks: each version stays readable. {@link #main} wrote the files. */
class GoldenStateTest {
    private static final Path FOLDER = Path.of("src/test/resources/adaptation");

    @TempDir
    Path disk;

    /** Before there were concepts: a class that the device learned by itself. */
    @Test
    void versionOneIsStillRead() throws Exception {
        var world = world("v1");
        assertThat(world.disk.state.get("adaptation").version()).isEqualTo(1);
        assertThat(world.book.history()).singleElement()
                .satisfies(record -> assertThat(record.outcome()).isEqualTo(Outcome.ACCEPTED));
        assertThat(world.book.learner().concepts()).containsExactly(new Concept("pack", 0, true, true, 0));
        assertThat(world.share(9, "novel-1")).isGreaterThan(0.9);
        assertThat(world.book.save().version()).as("written as it was").isEqualTo(1);
    }

    /** With concepts: the labels of all classes had changed once, and the pack's concept is remembered. */
    @Test
    void versionTwoBringsTheConceptsBack() throws Exception {
        var world = world("v2");
        assertThat(world.disk.state.get("adaptation").version()).isEqualTo(2);
        assertThat(world.disk.state.get("classifier").version()).isEqualTo(2);
        var concepts = world.book.learner().concepts();
        assertThat(concepts).extracting(Concept::name).containsExactly("concept-1", "pack");
        assertThat(concepts.get(0).samples()).isPositive();
        assertThat(world.share(0, "1")).isGreaterThan(0.9);
        assertThat(world.classifier.model().sizes().values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(concepts.get(0).samples());
        var again = world.book.save();
        var golden = world.disk.state.get("adaptation");
        assertThat(again.values()).isEqualTo(golden.values());
        assertThat(again.vectors().keySet()).isEqualTo(golden.vectors().keySet());
        again.vectors().forEach((name, block) -> assertThat(block).as(name).isEqualTo(golden.vectors().get(name)));
    }

    private World world(String version) throws Exception {
        try (var files = Files.list(FOLDER.resolve(version))) {
            for (var file : files.toList()) {
                Files.copy(file, disk.resolve(file.getFileName()));
            }
        }
        var world = new World();
        world.disk.state = manager(disk).latest(world.pack().id());
        world.boot();
        return world;
    }

    /** Writes the files of a version: {@code v1} or {@code v2}. To be run once, when a version begins. */
    public static void main(String[] arguments) throws Exception {
        var world = new World();
        var engine = new Engine(world, Settings.DEFAULT, world.book);
        if (arguments[0].equals("v1")) {
            world.feed(9, 40);
            engine.run("command");
        } else {
            for (int i = 0; i < 60; i++) {
                var result = world.frame(i % 3);
                engine.onFrame(result);
                engine.apply(new LabelFrame("l" + i, result.frame().sequence(), result.label(),
                        Integer.toString((i + 1) % 3)));
            }
        }
        save(FOLDER.resolve(arguments[0]), world.pack().id(), world.disk.state);
    }

    private static void save(Path folder, String model, Map<String, ComponentState> states) throws IOException {
        Files.createDirectories(folder);
        manager(folder).save(model, states);
    }

    private static StateManager manager(Path folder) {
        try {
            var constructor = FileStateManager.class.getConstructors()[0];
            var type = constructor.getParameterTypes()[1];
            var config = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                    (proxy, method, given) -> method.getName().equals("dir") ? folder.toString()
                            : method.getDefaultValue());
            return (StateManager) constructor.newInstance(null, config);
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException("the state manager is made in another way now", changed);
        }
    }
}
