package org.tinylcm.sync.client;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tinylcm.protocol.BadJsonException;
import org.tinylcm.protocol.CommandPage;
import org.tinylcm.protocol.CommandResults;
import org.tinylcm.protocol.ConfigurationReport;
import org.tinylcm.protocol.ConfigurationSchema;
import org.tinylcm.protocol.DesiredConfiguration;
import org.tinylcm.protocol.Heartbeat;
import org.tinylcm.protocol.HeartbeatAnswer;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinylcm.protocol.ProblemDoc;
import org.tinylcm.protocol.RegisterRequest;
import org.tinylcm.protocol.RegisterResponse;
import org.tinylcm.protocol.UploadDoc;
import org.tinylcm.sync.client.PlatformException.Kind;
import org.tinylcm.update.UpdateTransport;

/** The platform's calls, typed. Each gives a proper answer or a {@link PlatformException}. */
final class PlatformApi {
    private static final int SMALL = 64 << 10;
    /** A page of ground truth holds features; a small device must bear it. */
    private static final int LARGE = 4 << 20;
    private static final int MOST_VALUES = 500_000;
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,15})-(\\d{1,15})/(\\d{1,15})");
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private final Http http;
    private final URI base;
    private final IdentityFile identity;
    private final Duration deadline;
    private final Calls calls = new Calls();

    /** @param deadline most time that a call without a large body may take */
    PlatformApi(Http http, URI base, IdentityFile identity, Duration deadline) {
        this.http = http;
        this.base = base;
        this.identity = identity;
        this.deadline = deadline;
    }

    RegisterResponse register(RegisterRequest request) throws PlatformException, InterruptedException {
        return read(ok(call(json(HttpRequest.newBuilder(base.resolve("devices/register")), "POST", request),
                deadline, SMALL)), RegisterResponse.class, SMALL);
    }

    /** A new secret; the old one opens for some minutes more. */
    RegisterResponse rotate() throws PlatformException, InterruptedException {
        return read(ok(call(json(mine("secret"), "POST", Map.of()), deadline, SMALL)), RegisterResponse.class,
                SMALL);
    }

    HeartbeatAnswer heartbeat(Heartbeat heartbeat) throws PlatformException, InterruptedException {
        return post("heartbeat", heartbeat, HeartbeatAnswer.class);
    }

    CommandPage commands(long after) throws PlatformException, InterruptedException {
        return read(ok(call(mine("feedback?after=" + after).GET().build(), deadline, LARGE)), CommandPage.class,
                LARGE);
    }

    void acknowledge(CommandResults results) throws PlatformException, InterruptedException {
        ok(call(json(mine("feedback/ack"), "POST", results), deadline, SMALL));
    }

    /** @return empty if it still has the version */
    Optional<DesiredConfiguration> desired(String version) throws PlatformException, InterruptedException {
        var request = mine("desired/configuration").GET();
        if (version != null) {
            request.header("If-None-Match", '"' + version + '"');
        }
        var answer = call(request.build(), deadline, LARGE);
        return answer.statusCode() == 304 ? Optional.empty()
                : Optional.of(read(ok(answer), DesiredConfiguration.class, LARGE));
    }

    void report(ConfigurationReport report) throws PlatformException, InterruptedException {
        ok(call(json(mine("desired/configuration/report"), "POST", report), deadline, SMALL));
    }

    void schema(ConfigurationSchema schema) throws PlatformException, InterruptedException {
        ok(call(json(mine("configuration-schema"), "PUT", schema), deadline, SMALL));
    }

    /** How much of a package the platform has; empty if nothing. */
    Optional<UploadDoc> upload(String packageId) throws PlatformException, InterruptedException {
        var answer = call(mine("packages/" + packageId).GET().build(), deadline, SMALL);
        return answer.statusCode() == 404 && problem(answer).isPresent() ? Optional.empty()
                : Optional.of(read(ok(answer), UploadDoc.class, SMALL));
    }

    /** Sends a part of a package. */
    UploadDoc upload(SpoolEntry entry, long from, long to, BodyPublisher body, Duration within)
            throws PlatformException, InterruptedException {
        var request = mine("packages/" + entry.id()).header("Content-Type", entry.compression().mediaType())
                .header("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + entry.bytes())
                .header("X-Package-Type", entry.type().id())
                .header("X-Package-SHA256", entry.sha256()).PUT(body).build();
        return read(ok(call(request, within, SMALL)), UploadDoc.class, SMALL);
    }

    /** A body with its ETag; both null if there is none. */
    record Tagged(String tag, String body) {
    }

    /** What is wanted, as JSON; the one given if it still holds. */
    Tagged desiredState(Tagged known) throws PlatformException, InterruptedException {
        var request = mine("desired-state").GET();
        if (known.tag() != null) {
            request.header("If-None-Match", known.tag());
        }
        var answer = call(request.build(), deadline, LARGE);
        if (answer.statusCode() == 304 && known.tag() != null) {
            return known;
        }
        return ok(answer).statusCode() == 204 ? new Tagged(null, null)
                : new Tagged(answer.headers().firstValue("ETag").orElse(null), text(answer));
    }

    /** Key rings as a JSON array. */
    String keys(long after) throws PlatformException, InterruptedException {
        return text(ok(call(mine("keys?after=" + after).GET().build(), deadline, LARGE)));
    }

    /** A part of a file; empty if there is no such file. */
    Optional<UpdateTransport.Block> block(String path, long from, int length, Duration within)
            throws PlatformException, InterruptedException {
        var answer = call(mine(path).setHeader("Accept", "application/octet-stream, application/problem+json")
                .header("Range", "bytes=" + from + "-" + (from + length - 1)).GET().build(), within,
                Math.max(length, SMALL));
        if (answer.statusCode() == 404 && problem(answer).isPresent()) {
            return Optional.empty();
        }
        var body = ok(answer).body();
        if (answer.statusCode() == 200 && from == 0) {
            return Optional.of(new UpdateTransport.Block(body, body.length));
        }
        var range = RANGE.matcher(answer.headers().firstValue("Content-Range").orElse(""));
        if (answer.statusCode() != 206 || !range.matches() || Long.parseLong(range.group(1)) != from
                || Long.parseLong(range.group(2)) != from + body.length - 1) {
            throw new PlatformException(Kind.BROKEN, "the answer of " + answer.uri().getPath()
                    + " is not the part asked for");
        }
        return Optional.of(new UpdateTransport.Block(body, Long.parseLong(range.group(3))));
    }

    void events(long deployment, String json) throws PlatformException, InterruptedException {
        ok(call(mine("deployments/" + deployment + "/events").header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)).build(), deadline, SMALL));
    }

    void installed(String json) throws PlatformException, InterruptedException {
        ok(call(mine("installed").header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json))
                .build(), deadline, SMALL));
    }

    private static String text(HttpResponse<byte[]> answer) throws PlatformException {
        if (!answer.headers().firstValue("Content-Type").orElse("").startsWith("application/json")) {
            throw new PlatformException(Kind.BROKEN, "the answer of " + answer.uri().getPath() + " is no JSON");
        }
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private <T> T post(String path, Object body, Class<T> type) throws PlatformException, InterruptedException {
        return read(ok(call(json(mine(path), "POST", body), deadline, SMALL)), type, SMALL);
    }

    boolean closed() {
        return calls.closed();
    }

    /** Ends all calls; later ones fail. */
    void close() {
        calls.close();
    }

    private HttpResponse<byte[]> call(HttpRequest request, Duration within, int limit)
            throws PlatformException, InterruptedException {
        return http.call(request, within, limit, calls);
    }

    private HttpRequest.Builder mine(String path) {
        var me = identity.get();
        return HttpRequest.newBuilder(base.resolve("devices/" + me.deviceId() + "/" + path))
                .header("Authorization", "Bearer " + me.secret()).header("Accept", "application/json");
    }

    private static HttpRequest json(HttpRequest.Builder request, String method, Object body) {
        return request.header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(Json.write(body))).build();
    }

    private <T> T read(HttpResponse<byte[]> answer, Class<T> type, int limit) throws PlatformException {
        if (!answer.headers().firstValue("Content-Type").orElse("").startsWith("application/json")) {
            throw new PlatformException(Kind.BROKEN, "the answer of " + answer.uri().getPath() + " is no JSON");
        }
        try {
            return Json.read(answer.body(), type, answer.uri().getPath(), new JsonLimits(limit,
                    JsonLimits.DOCUMENT.depth(), MOST_VALUES));
        } catch (BadJsonException e) {
            throw new PlatformException(Kind.BROKEN, e.getMessage(), Duration.ZERO, e);
        }
    }

    private static HttpResponse<byte[]> ok(HttpResponse<byte[]> answer) throws PlatformException {
        var status = answer.statusCode();
        if (status >= 200 && status < 300) {
            return answer;
        }
        var problem = problem(answer);
        var text = Text.line(answer.request().method() + " " + answer.uri().getPath() + ": " + status
                + problem.map(p -> " " + (p.detail() == null ? p.type() : p.detail())).orElse(""));
        throw new PlatformException(kind(status, problem.isPresent()), text, retryAfter(answer), null);
    }

    /** Something between device and platform (a portal, a proxy) may answer too: it does not speak for the platform. */
    private static Kind kind(int status, boolean problem) {
        return switch (status) {
            case 408, 425, 429, 503 -> Kind.BUSY;
            case 401 -> problem ? Kind.UNAUTHORISED : Kind.BROKEN;
            case 403 -> problem ? Kind.FORBIDDEN : Kind.BROKEN;
            case 404 -> problem ? Kind.MISSING : Kind.BROKEN;
            case 409, 416 -> problem ? Kind.CONFLICT : Kind.BROKEN;
            case 400, 410, 413, 415, 422 -> problem ? Kind.REFUSED : Kind.BROKEN;
            default -> Kind.BROKEN;
        };
    }

    private static Optional<ProblemDoc> problem(HttpResponse<byte[]> answer) {
        if (!answer.headers().firstValue("Content-Type").orElse("").startsWith(ProblemDoc.MEDIA_TYPE)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(answer.body(), ProblemDoc.class, answer.uri().getPath(),
                    JsonLimits.DOCUMENT));
        } catch (BadJsonException e) {
            return Optional.empty();
        }
    }

    private static Duration retryAfter(HttpResponse<byte[]> answer) {
        var text = answer.headers().firstValue("Retry-After").orElse("").trim();
        if (text.isEmpty()) {
            return Duration.ZERO;
        }
        Duration wanted;
        try {
            wanted = text.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(text)) : Duration.between(
                    Instant.now(), ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeParseException e) {
            return Duration.ZERO;
        }
        return wanted.isNegative() ? Duration.ZERO : wanted.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wanted;
    }
}
