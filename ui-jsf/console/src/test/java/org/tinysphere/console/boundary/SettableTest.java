package org.tinysphere.console.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tinylcm.protocol.ConfigurationSchema;

class SettableTest {
    private final ConfigurationSchema schema = new ConfigurationSchema(ConfigurationSchema.VERSION, List.of(
            component("org.b", "size"), component("org.a", "speed", "mode"), component("org.empty")));

    @Test
    void hasEachComponentOnceByNameAndThoseWithoutAnythingToSetNotAtAll() {
        var other = new ConfigurationSchema(ConfigurationSchema.VERSION, List.of(component("org.b", "weight")));
        var form = Settable.of(List.of(schema, other), Map.of("org.b", Map.of("size", "3")));
        assertThat(form).extracting(part -> part.component().pid()).containsExactly("org.a", "org.b");
        assertThat(form.get(1).component().attributes()).extracting(ConfigurationSchema.Attribute::key)
                .containsExactly("size");
        assertThat(form.get(1).wanted()).containsEntry("size", "3");
        assertThat(form.get(0).wanted()).isEmpty();
    }

    @Test
    void whatHasNoFieldIsKept() {
        var wanted = Map.of("org.b", Map.of("size", "3", "weight", "4"), "org.c", Map.of("x", "1"));
        assertThat(Settable.others(Settable.of(List.of(schema), wanted), wanted))
                .isEqualTo("{\"org.b\":{\"weight\":\"4\"},\"org.c\":{\"x\":\"1\"}}");
        assertThat(Settable.others(List.of(), Map.of())).isEqualTo("{}");
    }

    private static ConfigurationSchema.Component component(String pid, String... keys) {
        return new ConfigurationSchema.Component(pid, null, false, List.of(keys).stream().map(key ->
                new ConfigurationSchema.Attribute(key, "string", false, false, null, null, List.of(), null, null, null)).toList());
    }
}
