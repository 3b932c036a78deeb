package org.tinysphere.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** SQL and script in every text that the served OpenAPI document names: bodies, queries and paths. */
class HostileTextIT {
    private static final Platform PLATFORM = Platform.running();
    private static final List<String> HOSTILE = List.of("x'; drop table device cascade; --",
            "<script>alert(1)</script>", "\" onload=\"alert(1)", "../../etc/passwd", "${jndi:ldap://x}", "%00\u0000");
    /** They would end the session or make the device that is used go away. */
    private static final Set<String> NOT_THESE = Set.of("/api/v1/session", "/api/v1/devices/{id}/retire",
            "/api/v1/devices/{id}/secret-revocation");
    private static JsonObject document;
    private static String device;
    private static Api deviceApi;

    @BeforeAll
    static void read() {
        document = PLATFORM.anonymous().header("Accept", "application/json").get("/openapi").expect(200).json();
        var registered = PLATFORM.register(UUID.randomUUID() + "-0123456789");
        device = registered.get("deviceId").getAsString();
        deviceApi = PLATFORM.device(registered);
    }

    @Test
    void changesNothingAndIsNeverTakenForMarkup() {
        var calls = 0;
        for (var path : document.getAsJsonObject("paths").entrySet()) {
            if (NOT_THESE.contains(path.getKey())) {
                continue;
            }
            for (var operation : path.getValue().getAsJsonObject().entrySet()) {
                for (var hostile : HOSTILE) {
                    send(path.getKey(), operation.getKey().toUpperCase(), operation.getValue().getAsJsonObject(),
                            hostile);
                    calls++;
                }
            }
        }
        assertThat(calls).isGreaterThan(200);
        PLATFORM.admin().get("devices/" + device).expect(200);
        PLATFORM.admin().get("audit/verification").expect(200);
    }

    private static void send(String path, String method, JsonObject operation, String hostile) {
        var encoded = URLEncoder.encode(hostile, StandardCharsets.UTF_8).replace("+", "%20");
        var query = new StringBuilder();
        if (operation.has("parameters")) {
            for (var parameter : operation.getAsJsonArray("parameters")) {
                var one = parameter.getAsJsonObject();
                if (one.get("in").getAsString().equals("query")) {
                    query.append(query.isEmpty() ? '?' : '&').append(one.get("name").getAsString()).append('=')
                            .append(encoded);
                }
            }
        }
        var body = operation.has("requestBody") ? hostile(operation.getAsJsonObject("requestBody")
                .getAsJsonObject("content").entrySet().iterator().next().getValue().getAsJsonObject()
                .getAsJsonObject("schema"), hostile, 0).toString() : method.equals("GET") ? null : "{}";
        // An address with these is refused by the server itself, before it asks the platform.
        for (var id : List.of(device, encoded.replaceAll("%2F|%7B|%7D|%3A|%24", "_"))) {
            var target = path.replaceAll("\\{[^}]+}", java.util.regex.Matcher.quoteReplacement(id)) + query;
            for (var api : List.of(PLATFORM.admin(), deviceApi)) {
                var answer = api.send(method, target, method.equals("DELETE") ? null : body);
                assertThat(answer.status()).as("%s %s %s: %s", method, target, body, answer.body()).isLessThan(500);
                if (!answer.body().isEmpty()) {
                    assertThat(answer.header("X-Content-Type-Options")).as(target).isEqualTo("nosniff");
                    assertThat(answer.header("Content-Type")).as(target).doesNotContain("html");
                }
            }
        }
    }

    private static JsonElement hostile(JsonObject schema, String text, int depth) {
        if (schema.has("$ref")) {
            var name = schema.get("$ref").getAsString().replaceAll(".*/", "");
            return hostile(document.getAsJsonObject("components").getAsJsonObject("schemas").getAsJsonObject(name), text,
                    depth + 1);
        }
        var type = schema.has("type") ? schema.get("type").getAsString() : "object";
        return switch (depth > 6 ? "none" : type) {
            case "string" -> new JsonPrimitive(text);
            case "integer", "number" -> new JsonPrimitive(1);
            case "boolean" -> new JsonPrimitive(true);
            case "array" -> {
                var array = new JsonArray();
                array.add(hostile(schema.getAsJsonObject("items"), text, depth + 1));
                yield array;
            }
            default -> {
                var object = new JsonObject();
                if (schema.has("properties")) {
                    schema.getAsJsonObject("properties").entrySet().forEach(property -> object.add(property.getKey(),
                            hostile(property.getValue().getAsJsonObject(), text, depth + 1)));
                } else {
                    object.addProperty(text, text);
                }
                yield object;
            }
        };
    }
}
