package org.tinysphere.fleet.control;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;
import org.tinylcm.protocol.ConfigurationSchema;
import org.tinylcm.protocol.ConfigurationSchema.Attribute;
import org.tinylcm.protocol.ConfigurationSchema.Component;

class ConfigurationCheckTest {
    private static final ConfigurationSchema SCHEMA = new ConfigurationSchema(1, List.of(
            new Component("knn", "KNN", false, List.of(
                    new Attribute("k", "integer", false, true, 1.0, 50.0, List.of(), "5", "", null),
                    new Attribute("rate", "number", false, true, 0.0, null, List.of(), "1", "", null),
                    new Attribute("on", "boolean", false, true, null, null, List.of(), "true", "", null),
                    new Attribute("metric", "string", false, true, null, null, List.of("euclidean", "cosine"), "", "",
                            null),
                    new Attribute("sizes", "integer", true, false, 1.0, 9.0, List.of(), "", "", null))),
            new Component("monitor", "Monitor", true, List.of(
                    new Attribute("name", "string", false, true, null, null, List.of(), "", "", null)))));

    private static void check(String pid, String key, String value) {
        ConfigurationCheck.against(SCHEMA, Map.of(pid, Map.of(key, value)), "d-abc");
    }

    @ParameterizedTest
    @CsvSource({"knn,k,1", "knn,k,50", "knn,rate,0.25", "knn,on,false", "knn,metric,cosine", "knn,sizes,'1, 2,9'",
        "monitor-north,name,x"})
    void takesWhatTheDeviceWouldTake(String pid, String key, String value) {
        assertThatCode(() -> check(pid, key, value)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"knn,k,0", "knn,k,51", "knn,k,1.5", "knn,k,''", "knn,rate,-1", "knn,rate,NaN", "knn,on,yes",
        "knn,metric,hamming", "knn,sizes,'1,10'", "knn,nothing,1", "nobody,k,1", "knn-north,k,1", "monitor-north,name,''"})
    void refusesWhatItWouldNot(String pid, String key, String value) {
        assertThatThrownBy(() -> check(pid, key, value)).hasMessageContaining(pid);
    }

    @Test
    void refusesHostileNamesAndTooMuch() {
        assertThatThrownBy(() -> ConfigurationCheck.shape(Map.of("../x", Map.of()))).hasMessageContaining("PID");
        assertThatThrownBy(() -> ConfigurationCheck.shape(Map.of("p", Map.of("a b", "1")))).hasMessageContaining("key");
        assertThatThrownBy(() -> ConfigurationCheck.shape(Map.of("p", Map.of("a", "x".repeat(4001)))))
                .hasMessageContaining("4000");
        var many = new HashMap<String, String>();
        for (var i = 0; i < 501; i++) {
            many.put("k" + i, "1");
        }
        assertThatThrownBy(() -> ConfigurationCheck.shape(Map.of("p", many))).hasMessageContaining("500");
    }
}
