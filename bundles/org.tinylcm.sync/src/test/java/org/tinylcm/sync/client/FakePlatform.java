package org.tinylcm.sync.client;

import com.google.gson.JsonElement;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
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

/** A platform that does what docs/sync.md wants of one, over real HTTP, and fails on request. */
public final class FakePlatform implements AutoCloseable {

    /** What to send instead of the proper answer; the effect may have happened already. */
    public record Fault(boolean afterwards, int status, String contentType, byte[] body, Map<String, String> headers) {
        public static Fault before(int status) {
            return new Fault(false, status, ProblemDoc.MEDIA_TYPE, problem(status, "fault"), Map.of());
        }

        public static Fault after(int status) {
            return new Fault(true, status, "text/html", "<html>oops</html>".getBytes(StandardCharsets.UTF_8),
                    Map.of());
        }

        public Fault with(String name, String value) {
            return new Fault(afterwards, status, contentType, body, Map.of(name, value));
        }
    }

    /** One package on the way or there. */
    public static final class Upload {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long total;
        String sha256;
        String type;
        String mediaType;
        volatile boolean complete;
        int completions;

        public String type() {
            return type;
        }

        public String mediaType() {
            return mediaType;
        }

        /** What came of it so far. */
        public byte[] content() {
            return bytes.toByteArray();
        }

        /** How often its last byte was taken; 0: not yet. */
        public int completions() {
            return complete ? completions : 0;
        }
    }

    final List<RegisterRequest> registrations = new CopyOnWriteArrayList<>();
    public final List<Heartbeat> heartbeats = new CopyOnWriteArrayList<>();
    final List<CommandResults.Result> results = new CopyOnWriteArrayList<>();
    final List<ConfigurationReport> reports = new CopyOnWriteArrayList<>();
    final List<ConfigurationSchema> schemas = new CopyOnWriteArrayList<>();
    final List<String> order = new CopyOnWriteArrayList<>();
    public final Map<String, Upload> uploads = new ConcurrentHashMap<>();
    final List<CommandPage.Command> commands = new CopyOnWriteArrayList<>();
    final Map<String, String> idsByKey = new HashMap<>();
    volatile DesiredConfiguration desired;
    volatile boolean rotate;
    volatile boolean wantSchema;
    final Map<String, String> secrets = new ConcurrentHashMap<>();
    public volatile int interval = 30;
    /** What is wanted of every device, as JSON; null for nothing. */
    public volatile String desiredState;
    /** Files by digest, differences by {@code digest from}. */
    public final Map<String, byte[]> artifacts = new ConcurrentHashMap<>();
    /** Key rings as a JSON array. */
    public volatile String keys = "[]";
    /** Events and what is installed, as they came. */
    public final List<String> told = new CopyOnWriteArrayList<>();
    /** Bytes of artifacts that were sent. */
    public final AtomicLong sent = new AtomicLong();
    /** What packages may be in; null as from a platform that knows gzip only. */
    public volatile List<String> compressions;
    /** Asked before each call; null for no fault. */
    public volatile Function<String, Fault> faults = call -> null;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    static {
        // Without this the server waits 40 ms for company before it sends a small answer.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    public FakePlatform() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath().substring("/api/v1/".length());
            var fault = faults.apply(exchange.getRequestMethod() + " " + path);
            if (fault != null && !fault.afterwards()) {
                exchange.getRequestBody().readAllBytes();
                send(exchange, fault);
                return;
            }
            Object answer;
            try {
                answer = answer(exchange, path);
            } catch (Problem problem) {
                exchange.getRequestBody().readAllBytes();
                send(exchange, Fault.before(problem.status));
                return;
            }
            if (fault != null) {
                send(exchange, fault);
            } else if (answer == null) {
                exchange.sendResponseHeaders(204, -1);
            } else if (answer instanceof Fault raw) {
                send(exchange, raw);
            } else if (answer instanceof Integer status) {
                exchange.sendResponseHeaders(status, -1);
            } else {
                send(exchange, new Fault(false, 200, "application/json",
                        Json.write(answer).getBytes(StandardCharsets.UTF_8), Map.of()));
            }
        } catch (RuntimeException e) {
            e.addSuppressed(new IOException("in the fake platform"));
            throw e;
        }
    }

    private static final class Problem extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final int status;

        Problem(int status) {
            this.status = status;
        }
    }

    private Object answer(HttpExchange exchange, String path) {
        if (path.equals("devices/register")) {
            return register(body(exchange, RegisterRequest.class));
        }
        var parts = path.split("/");
        var bearer = exchange.getRequestHeaders().getFirst("Authorization");
        if (!("Bearer " + secrets.get(parts[1])).equals(bearer)) {
            throw new Problem(401);
        }
        return switch (exchange.getRequestMethod() + " " + parts[2]) {
            case "POST heartbeat" -> heartbeat(body(exchange, Heartbeat.class));
            case "POST secret" -> {
                var secret = secrets.merge(parts[1], "-new", String::concat);
                rotate = false;
                yield new RegisterResponse(1, parts[1], secret, interval);
            }
            case "GET feedback" -> {
                var after = Long.parseLong(exchange.getRequestURI().getQuery().substring("after=".length()));
                var waiting = commands.stream().filter(c -> c.sequence() > after).toList();
                yield new CommandPage(1, waiting.subList(0, Math.min(2, waiting.size())), waiting.size() > 2);
            }
            case "POST feedback" -> {
                var done = body(exchange, CommandResults.class);
                results.addAll(done.results());
                done.results().forEach(r -> commands.removeIf(c -> c.sequence() == r.sequence()));
                yield null;
            }
            case "GET desired" -> ('"' + desired.version() + '"').equals(
                    exchange.getRequestHeaders().getFirst("If-None-Match")) ? (Object) 304 : desired;
            case "POST desired" -> {
                reports.add(body(exchange, ConfigurationReport.class));
                yield null;
            }
            case "PUT configuration-schema" -> {
                schemas.add(body(exchange, ConfigurationSchema.class));
                wantSchema = false;
                yield null;
            }
            case "GET packages" -> {
                if (!uploads.containsKey(parts[3])) {
                    throw new Problem(404);
                }
                yield state(parts[3]);
            }
            case "PUT packages" -> put(exchange, parts[3]);
            case "GET desired-state" -> desiredState == null ? null : new Fault(false, 200, "application/json",
                    desiredState.getBytes(StandardCharsets.UTF_8), Map.of("ETag", '"' + Digests.hex(desiredState)
                            + '"'));
            case "GET keys" -> new Fault(false, 200, "application/json", keys.getBytes(StandardCharsets.UTF_8),
                    Map.of());
            case "GET artifacts" -> artifact(exchange, parts);
            case "POST deployments", "PUT installed" -> {
                told.add(body(exchange, JsonElement.class).toString());
                yield null;
            }
            default -> throw new Problem(404);
        };
    }

    private Fault artifact(HttpExchange exchange, String[] parts) {
        var query = exchange.getRequestURI().getQuery();
        var file = artifacts.get(parts[3] + (parts.length > 4 ? query.replace("from=", " ") : ""));
        if (file == null) {
            throw new Problem(404);
        }
        var range = exchange.getRequestHeaders().getFirst("Range").split("[=-]");
        var from = Integer.parseInt(range[1]);
        var part = Arrays.copyOfRange(file, from, Math.min(file.length, Integer.parseInt(range[2]) + 1));
        sent.addAndGet(part.length);
        return new Fault(false, 206, "application/octet-stream", part, Map.of("Content-Range", "bytes " + from + "-"
                + (from + part.length - 1) + "/" + file.length));
    }

    private synchronized RegisterResponse register(RegisterRequest request) {
        registrations.add(request);
        var id = idsByKey.computeIfAbsent(request.deviceKey(), key -> "device-" + (idsByKey.size() + 1));
        var secret = "secret-" + registrations.size();
        secrets.put(id, secret);
        rotate = false;
        return new RegisterResponse(1, id, secret, interval);
    }

    private HeartbeatAnswer heartbeat(Heartbeat heartbeat) {
        heartbeats.add(heartbeat);
        var configure = desired != null && !desired.version().equals(heartbeat.configuration());
        return new HeartbeatAnswer(1, !commands.isEmpty(), configure, desiredState != null, rotate,
                wantSchema, interval, compressions);
    }

    private synchronized UploadDoc put(HttpExchange exchange, String id) {
        var range = exchange.getRequestHeaders().getFirst("Content-Range").split("[ \\-/]");
        var from = Long.parseLong(range[1]);
        var upload = uploads.computeIfAbsent(id, i -> new Upload());
        if (upload.complete) {
            drain(exchange);
            return state(id);
        }
        if (from != upload.bytes.size()) {
            throw new Problem(409);
        }
        upload.total = Long.parseLong(range[3]);
        upload.sha256 = exchange.getRequestHeaders().getFirst("X-Package-SHA256");
        upload.type = exchange.getRequestHeaders().getFirst("X-Package-Type");
        upload.mediaType = exchange.getRequestHeaders().getFirst("Content-Type");
        // Byte by byte onto the "disk": what came before a cut stays.
        try {
            var in = exchange.getRequestBody();
            var buffer = new byte[1000];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                upload.bytes.write(buffer, 0, n);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (upload.bytes.size() == upload.total) {
            if (!Digests.hex(upload.bytes.toByteArray()).equals(upload.sha256)) {
                upload.bytes.reset();
                throw new Problem(409);
            }
            upload.complete = true;
            upload.completions++;
            order.add(upload.type);
        }
        return state(id);
    }

    private static void drain(HttpExchange exchange) {
        try {
            exchange.getRequestBody().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private UploadDoc state(String id) {
        var upload = uploads.get(id);
        return new UploadDoc(1, id, upload.bytes.size(), upload.total, upload.sha256,
                upload.complete ? new UploadDoc.Receipt(Instant.EPOCH, "received") : null);
    }

    private static <T> T body(HttpExchange exchange, Class<T> type) {
        try {
            return Json.read(exchange.getRequestBody().readAllBytes(), type, "request", JsonLimits.DOCUMENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(HttpExchange exchange, Fault fault) throws IOException {
        fault.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Content-Type", fault.contentType());
        exchange.sendResponseHeaders(fault.status(), fault.body().length == 0 ? -1 : fault.body().length);
        exchange.getResponseBody().write(fault.body());
    }

    private static byte[] problem(int status, String detail) {
        return Json.write(new ProblemDoc("tinysphere:test", "test", status, detail, null))
                .getBytes(StandardCharsets.UTF_8);
    }

    List<String> completed() {
        var ids = new ArrayList<String>();
        uploads.forEach((id, upload) -> {
            if (upload.complete) {
                ids.add(id);
            }
        });
        return ids;
    }

    byte[] content(String id) {
        var bytes = uploads.get(id).bytes.toByteArray();
        return Arrays.copyOf(bytes, bytes.length);
    }
}
