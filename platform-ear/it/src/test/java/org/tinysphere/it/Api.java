package org.tinysphere.it;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A caller of the API: nobody, a person, a script or a device. */
final class Api {
    /** The first question for the API's description makes it: a full server looks through all classes for that. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private final URI root;
    private final Map<String, String> headers = new LinkedHashMap<>();

    Api(URI root) {
        this.root = root;
    }

    record Answer(HttpResponse<String> response) {
        Answer expect(int status) {
            if (response.statusCode() != status) {
                throw new AssertionError("expected " + status + ", got " + response.statusCode() + " from "
                        + response.request().method() + ' ' + response.uri() + ": " + response.body());
            }
            return this;
        }

        int status() {
            return response.statusCode();
        }

        JsonObject json() {
            return JsonParser.parseString(response.body()).getAsJsonObject();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String body() {
            return response.body();
        }
    }

    Api bearer(String secret) {
        return header("Authorization", "Bearer " + secret);
    }

    Api header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Answer signIn(String login, String password) {
        var answer = post("session", "{\"login\":\"" + login + "\",\"password\":\"" + password + "\"}").expect(200);
        header("Cookie", answer.header("Set-Cookie").split(";")[0]);
        header("X-CSRF-Token", answer.json().get("csrfToken").getAsString());
        return answer;
    }

    Answer get(String path) {
        return send("GET", path, null);
    }

    Answer post(String path, String body) {
        return send("POST", path, body);
    }

    Answer put(String path, String body) {
        return send("PUT", path, body);
    }

    Answer patch(String path, String body) {
        return send("PATCH", path, body);
    }

    Answer delete(String path) {
        return send("DELETE", path, null);
    }

    Answer send(String method, String path, String body) {
        return send(path, request -> {
            request.method(method, body == null ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
            if (body != null) {
                request.header("Content-Type", "application/json");
            }
        });
    }

    /** A body that is no text. */
    byte[] bytes(String path) {
        var request = HttpRequest.newBuilder(uri(path)).timeout(PATIENCE);
        headers.forEach(request::setHeader);
        try {
            var answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new AssertionError("expected 200, got " + answer.statusCode() + " from " + path);
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private URI uri(String path) {
        return path.startsWith("/") ? root.resolve(path) : root.resolve("/api/v1/" + path);
    }

    /** @param what sets method, body and headers of its own */
    Answer send(String path, java.util.function.Consumer<HttpRequest.Builder> what) {
        var uri = uri(path);
        var request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
        what.accept(request);
        headers.forEach(request::setHeader);
        try {
            return new Answer(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(uri.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
