package org.tinylcm.source.camera.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import org.tinylcm.input.BadInputException;

/** A camera in the network: one endless multipart answer, or one picture an answer. */
final class HttpFeed implements Feed {
    /** Without user and query: either may hold a password. */
    private final URI address;
    private final HttpRequest request;
    private final HttpClient client;
    private final int maxBytes;

    /** @throws BadInputException it is no address of that kind */
    HttpFeed(String url, int maxBytes, Duration timeout) {
        this.maxBytes = maxBytes;
        try {
            var given = new URI(url.strip());
            if (given.getHost() == null || !("http".equals(given.getScheme()) || "https".equals(given.getScheme()))) {
                throw new BadInputException("org.tinylcm.source.camera", "url", "must be http://… or https://…");
            }
            var port = given.getPort() < 0 ? "" : ":" + given.getPort();
            var path = given.getRawPath() == null || given.getRawPath().isEmpty() ? "/" : given.getRawPath();
            address = new URI(given.getScheme() + "://" + given.getHost() + port + path);
            var query = given.getRawQuery() == null ? "" : "?" + given.getRawQuery();
            var builder = HttpRequest.newBuilder(new URI(address + query)).timeout(timeout)
                    .header("Accept", "multipart/x-mixed-replace, image/jpeg");
            if (given.getUserInfo() != null) {
                builder.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(
                        given.getUserInfo().getBytes(StandardCharsets.UTF_8)));
            }
            request = builder.build();
        } catch (URISyntaxException e) {
            // Without the cause: its message repeats the address, and that may hold a password.
            throw new BadInputException("org.tinylcm.source.camera", "url", "must be an address: " + e.getReason());
        }
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER).build();
    }

    @Override
    public String description() {
        return address.toString();
    }

    @Override
    public Connection open() throws IOException, InterruptedException {
        var response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            response.body().close();
            throw new IOException("the answer is HTTP " + response.statusCode());
        }
        var type = response.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        return new Answer(response.body(), type, maxBytes);
    }

    private static final class Answer implements Connection {
        private final InputStream body;
        private final Splitter splitter;
        private final boolean single;

        Answer(InputStream body, String type, int maxBytes) {
            var source = new ByteSource(body);
            this.body = body;
            this.single = type.startsWith("image/");
            this.splitter = type.startsWith("multipart/") ? new MultipartSplitter(source, maxBytes)
                    : new JpegSplitter(source, maxBytes);
        }

        @Override
        public Splitter splitter() {
            return splitter;
        }

        @Override
        public String lastWords() {
            return "the answer ended";
        }

        @Override
        public boolean single() {
            return single;
        }

        @Override
        public void close() {
            try {
                body.close();
            } catch (IOException e) {
                // It is given up anyway, and the reader says why.
                return;
            }
        }
    }
}
