package org.tinylcm.updater.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tinylcm.release.set.SetFile.Item;
import org.tinylcm.update.UpdatePlan.Kind;

class PlannerTest {

    @Test
    void whatThePlanSaysLeadsFromAnySetToAnyOther() {
        var random = new SplittableRandom(8);
        for (int i = 0; i < 2000; i++) {
            var from = random(random);
            var to = random(random);
            var plan = Planner.plan(from, to, names -> names, Set.of());
            var bundles = new TreeMap<String, String>();
            from.bundles().forEach((name, item) -> bundles.put(name, item.version()));
            var values = values(from);
            for (var change : plan.changes()) {
                switch (change.kind()) {
                    case ADD -> assertThat(bundles.put(change.name(), change.to())).isNull();
                    case UPDATE -> assertThat(bundles.put(change.name(), change.to())).isEqualTo(change.from());
                    case REMOVE -> assertThat(bundles.remove(change.name())).isEqualTo(change.from());
                    case CONFIGURE -> values.put(change.name(), change.to());
                    default -> assertThat(change.kind()).isEqualTo(Kind.PACK);
                }
            }
            values.values().removeIf(String::isEmpty);
            var wanted = new TreeMap<String, String>();
            to.bundles().forEach((name, item) -> wanted.put(name, item.version()));
            assertThat(bundles).isEqualTo(wanted);
            assertThat(values).isEqualTo(values(to));
            assertThat(plan.changes().stream().anyMatch(change -> change.kind() == Kind.PACK))
                    .isEqualTo(!Objects.equals(from.pack(), to.pack()));
            assertThat(plan.bundles()).hasSize((int) plan.changes().stream().filter(change ->
                    Set.of(Kind.ADD, Kind.UPDATE, Kind.REMOVE).contains(change.kind())).count());
        }
    }

    @Test
    void theSameSetNeedsNoChange() {
        var set = random(new SplittableRandom(1));

        assertThat(Planner.plan(set, set, names -> names, Set.of("b0", "b1")).changes()).isEmpty();
    }

    @Test
    void whatIsWiredToAChangeIsRestartedAndTheCoreTakesANewStart() {
        var from = new Contents(Map.of("api", item("api", 1), "user", item("user", 1), "other", item("other", 1)),
                Map.of(), null, Map.of());
        var to = new Contents(Map.of("api", item("api", 2), "user", item("user", 1), "other", item("other", 1)),
                Map.of(), null, Map.of());

        var plan = Planner.plan(from, to, names -> {
            var all = new TreeSet<>(names);
            all.add("user");
            return all;
        }, Set.of("user"));

        assertThat(plan.changes()).extracting(change -> change.kind() + " " + change.name())
                .containsExactly("UPDATE api", "RESTART user");
        assertThat(plan.restart()).isTrue();
        assertThat(Planner.plan(from, to, names -> names, Set.of("user")).restart()).isFalse();
    }

    private static Contents random(SplittableRandom random) {
        var bundles = new HashMap<String, Item>();
        for (int i = 0; i < 8; i++) {
            if (random.nextInt(4) > 0) {
                bundles.put("b" + i, item("b" + i, random.nextInt(3)));
            }
        }
        var values = new HashMap<String, Map<String, String>>();
        for (int i = 0; i < 3; i++) {
            if (random.nextBoolean()) {
                values.put("p" + i, Map.of("k" + random.nextInt(2), String.valueOf(random.nextInt(3))));
            }
        }
        return new Contents(bundles, Map.of(), random.nextBoolean() ? null : item("pack", random.nextInt(2)), values);
    }

    private static Item item(String name, int version) {
        return new Item(name, version + ".0.0", ("" + version).repeat(64));
    }

    private static Map<String, String> values(Contents contents) {
        var values = new TreeMap<String, String>();
        contents.configuration().forEach((pid, keys) ->
                keys.forEach((key, value) -> values.put(pid + "/" + key, value)));
        return values;
    }
}
