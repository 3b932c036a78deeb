package org.tinylcm.sync.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.durable.UnsyncedDisk;
import org.tinylcm.feedback.Feedback;
import org.tinylcm.feedback.FeedbackResult;
import org.tinylcm.feedback.FeedbackService;
import org.tinylcm.input.BadInputException;
import org.tinylcm.model.ModelPack;
import org.tinylcm.ops.ConfigStore;
import org.tinylcm.protocol.CommandPage.Command;
import org.tinylcm.quarantine.QuarantinedSample;
import org.tinylcm.update.BundleInfo;
import org.tinylcm.update.UpdatePlan;
import org.tinylcm.update.UpdateService;
import org.tinylcm.update.UpdateStatus;

/** What comes from the platform, what goes into packages. */
class DesksTest {
    @TempDir
    Path folder;
    private Workshop device;
    private final List<Feedback> applied = new ArrayList<>();
    private final List<List<String>> resent = new ArrayList<>();
    private CommandDesk desk;

    @BeforeEach
    void make() {
        device = new Workshop(folder);
        device.services.put(FeedbackService.class, (FeedbackService) feedback -> {
            applied.add(feedback);
            return new FeedbackResult(feedback.id(), FeedbackResult.Outcome.APPLIED, "applied and saved");
        });
        desk = new CommandDesk(device, resent::add);
    }

    @Test
    void groundTruthReachesTheDeviceInItsOwnWords() {
        desk.execute(feedback(Map.of("id", "f1", "action", "rename", "from", "novel-1", "label", "shoe")));
        desk.execute(feedback(Map.of("id", "f2", "action", "reject", "label", "novel-2")));
        desk.execute(feedback(Map.of("id", "f3", "action", "add_samples", "label", "shoe", "samples",
                List.of(List.of(0.5, 1), List.of(2, -1.5)))));
        desk.execute(feedback(Map.of("id", "f4", "action", "label_quarantined", "label", "shoe", "sampleIds",
                List.of("q1"))));
        desk.execute(feedback(Map.of("id", "f5", "action", "label_frame", "frame", 7, "from", "cup", "label", "shoe")));

        desk.execute(feedback(Map.of("id", "f6", "action", "forget_samples", "label", "shoe", "sampleIds",
                List.of("q1"))));

        assertThat(applied.get(5)).isEqualTo(new Feedback.ForgetSamples("f6", "shoe", List.of(), List.of("q1")));
        assertThat(applied.get(0)).isEqualTo(new Feedback.Rename("f1", "novel-1", "shoe"));
        assertThat(applied.get(1)).isEqualTo(new Feedback.Reject("f2", "novel-2"));
        assertThat(((Feedback.AddSamples) applied.get(2)).samples()).containsExactly(new float[] {0.5f, 1},
                new float[] {2, -1.5f});
        assertThat(applied.get(3)).isEqualTo(new Feedback.LabelQuarantined("f4", List.of("q1"), "shoe"));
        assertThat(applied.get(4)).isEqualTo(new Feedback.LabelFrame("f5", 7, "cup", "shoe"));
    }

    @Test
    void featuresOfAnotherPackAreRefusedAndWithoutAPackTheyWait() {
        var samples = Map.<String, Object>of("id", "f", "action", "add_samples", "label", "shoe", "samples",
                List.of(List.of(0.5, 1)), "modelId", "ab".repeat(32));
        assertThatThrownBy(() -> desk.execute(feedback(samples))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no model pack");
        device.services.put(ModelPack.class, pack("cd".repeat(32)));
        assertThat(desk.execute(feedback(samples)).detail()).contains("another model pack");
        assertThat(applied).isEmpty();
        device.services.put(ModelPack.class, pack("ab".repeat(32)));

        assertThat(desk.execute(feedback(samples)).applied()).isTrue();
    }

    /** One that can say its id only. */
    private static ModelPack pack(String id) {
        return (ModelPack) Proxy.newProxyInstance(ModelPack.class.getClassLoader(), new Class<?>[] {ModelPack.class},
                (proxy, method, arguments) -> id);
    }

    @Test
    void whatIsNotUnderstoodIsRefusedWithTheReason() {
        assertThat(desk.execute(feedback(Map.of("id", "f", "action", "rename", "label", "x"))).detail())
                .contains("'from' is missing");
        assertThat(desk.execute(feedback(Map.of("id", "f", "action", "paint", "label", "x"))).detail())
                .contains("does not know the action 'paint'");
        assertThat(desk.execute(feedback(Map.of("action", "reject"))).applied()).isFalse();
        assertThat(desk.execute(new Command(1, "format", Instant.EPOCH, Map.of())).detail()).contains("'format'");
        assertThat(desk.execute(new Command(1, "rollback", Instant.EPOCH, Map.of())).applied()).isFalse();
        assertThat(applied).isEmpty();
    }

    @Test
    void withoutThoseWhoDoItACommandWaits() {
        device.services.clear();

        assertThatThrownBy(() -> desk.execute(feedback(Map.of("id", "f", "action", "reject", "label", "x"))))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> desk.execute(new Command(1, "rollback", Instant.EPOCH, Map.of("snapshot", "s"))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void onlyTheLastUpdateIsGoneBackFrom() {
        var updates = new Updates();
        device.services.put(UpdateService.class, updates);

        assertThat(desk.execute(update(Map.of("deployment", 7))).applied()).isTrue();
        assertThat(desk.execute(update(Map.of("deployment", 6))).detail()).contains("6 is not the last one");
        assertThat(desk.execute(update(Map.of())).detail()).contains("'deployment' is missing");
        updates.busy = true;
        assertThatThrownBy(() -> desk.execute(update(Map.of("deployment", 7))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(updates.done).containsExactly(7L);
    }

    private static Command update(Map<String, Object> parameters) {
        return new Command(1, "rollback-update", Instant.EPOCH, parameters);
    }

    private static final class Updates implements UpdateService {
        private final List<Long> done = new ArrayList<>();
        private boolean busy;

        @Override
        public UpdateStatus status() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<BundleInfo> bundles() {
            return List.of();
        }

        @Override
        public UpdatePlan plan(Path file) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void begin(Path file) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void rollback(long deployment) {
            if (busy) {
                throw new IllegalStateException("an update is under way");
            }
            if (deployment != 7) {
                throw new NotPossible("deployment " + deployment + " is not the last one");
            }
            done.add(deployment);
        }

        @Override
        public void check() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void resendNamesTheTypes() {
        desk.execute(new Command(1, "resend", Instant.EPOCH, Map.of("packageTypes", List.of("model"))));

        assertThat(resent).containsExactly(List.of("model"));
    }

    @Test
    void aConfigurationIsSetTakenBackAndGuarded() {
        var store = new Store();
        device.services.put(ConfigStore.class, store);
        var config = new ConfigDesk(device, Set.of("secret.pid", "p/own"));
        var results = config.configure(Map.of("p", List.of("gone", "own"), "q", List.of("x")), Map.of(
                "p", Map.of("a", "1", "bad", "x", "own", "2"), "secret.pid-one", Map.of("k", "v")));

        assertThat(store.set).containsOnly(Map.entry("p/a", "1"));
        assertThat(store.unset).containsExactlyInAnyOrder("p/gone", "q/x");
        assertThat(results).filteredOn(r -> !r.applied()).extracting(r -> r.pid() + "/" + r.key() + ": " + r.reason())
                .containsExactlyInAnyOrder("p/bad: p: bad: must be good", "p/own: only the device's owner may set this",
                        "secret.pid-one/k: only the device's owner may set this");
    }

    @Test
    void theSchemaSaysTheRangeInNumbers() {
        assertThat(ConfigDesk.attribute(attribute("Integer", "a whole number 1..50")))
                .matches(a -> a.type().equals("integer") && a.min() == 1 && a.max() == 50 && !a.many());
        assertThat(ConfigDesk.attribute(attribute("Double", "a number at least 0.5")))
                .matches(a -> a.type().equals("number") && a.min() == 0.5 && a.max() == null);
        assertThat(ConfigDesk.attribute(attribute("Double", "a number -1.5..2")))
                .matches(a -> a.min() == -1.5 && a.max() == 2);
        assertThat(ConfigDesk.attribute(attribute("String[]",
                "values with commas between them, each one of a, b"))).matches(a -> a.many()
                        && a.options().equals(List.of("a", "b")) && a.min() == null);
        assertThat(ConfigDesk.attribute(attribute("Boolean", "true or false")).type()).isEqualTo("boolean");
    }

    @Test
    void oddSamplesComeOnceAndAgainWhenTheirStandingChanges() throws IOException {
        var shipper = new QuarantineShipper(folder.resolve("images"), UnsyncedDisk.INSTANCE,
                folder.resolve("sync/q.json"), Clock.systemUTC());
        var sample = new QuarantinedSample("q1", Instant.EPOCH, 3, "f.png", "cup", 0.4, 2, 1, new float[] {1, 2},
                "pack", "odd", QuarantinedSample.Status.PENDING, null, null);
        var image = folder.resolve("images/1970-01-01/frame-3.png");
        Files.createDirectories(image.getParent());
        Files.write(image, new byte[] {1, 2, 3});
        shipper.ship(List.of(sample), device.outbox);
        shipper.ship(List.of(sample), device.outbox);
        shipper.ship(List.of(sample.with(QuarantinedSample.Status.VALIDATED, "shoe")), device.outbox);
        var packages = device.take();

        assertThat(packages).hasSize(2);
        assertThat(packages.get(0)).containsOnlyKeys("metadata.json", "samples.jsonl", "image-0.png");
        assertThat(packages.get(1)).containsOnlyKeys("metadata.json", "samples.jsonl");
        assertThat(new String(packages.get(1).get("samples.jsonl"))).contains("\"status\":\"validated\"",
                "\"label\":\"shoe\"");
    }

    private static Command feedback(Map<String, Object> parameters) {
        return new Command(1, "feedback", Instant.EPOCH, parameters);
    }

    private static ConfigStore.Attribute attribute(String type, String range) {
        return new ConfigStore.Attribute("k", type, range, true, "", "", "", "");
    }

    private static final class Store implements ConfigStore {
        private final Map<String, String> set = new TreeMap<>();
        private final Collection<String> unset = new ArrayList<>();

        @Override
        public List<Component> components() {
            return List.of();
        }

        @Override
        public void set(String pid, String key, String value) {
            if (key.equals("bad")) {
                throw new BadInputException(pid, key, "must be good");
            }
            set.put(pid + "/" + key, value);
        }

        @Override
        public boolean unset(String pid, String key) {
            return unset.add(pid + "/" + key);
        }

        @Override
        public void refresh() {
            // There are no files.
        }
    }
}
