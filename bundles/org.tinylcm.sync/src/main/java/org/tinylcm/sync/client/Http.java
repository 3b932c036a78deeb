package org.tinylcm.sync.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tinylcm.input.BadInputException;

/**
 * Calls over HTTP/1.1 with a limit on everything: no redirect is followed, an answer longer than allowed is cut off,
 * and from the first byte sent to the last byte received a call has one deadline, however slowly the bytes come. Safe
 * for any thread; one instance serves any number of devices.
 */
public final class Http {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Watch NOBODY = new Watch() {
        @Override
        public void begins(HttpRequest request) {
            // The network is what it is.
        }

        @Override
        public void ended(HttpRequest request, int status, long nanos) {
            // Nobody measures.
        }
    };

    private final HttpClient client;
    private final Watch watch;

    /** Sees every call of an instance; a simulated fleet measures with it, and takes the network away. */
    public interface Watch {
        /** @throws IOException there is no network */
        void begins(HttpRequest request) throws IOException;

        /**
         * @param status 0 if there was no answer
         * @param nanos from the call to the end of the answer
         */
        void ended(HttpRequest request, int status, long nanos);
    }

    private Http(HttpClient client, Watch watch) {
        this.client = client;
        this.watch = watch;
    }

    /**
     * @param executor runs what comes of calls; must not be the threads that call
     * @param authorities file with certificates (PEM) of those who may vouch for the platform, null for Java's own
     * @throws BadInputException the file holds no certificate
     */
    public static Http create(Executor executor, Path authorities) {
        var builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER).executor(executor);
        if (authorities != null) {
            builder.sslContext(Trust.of(authorities));
        }
        return new Http(builder.build(), NOBODY);
    }

    /** The same connections, with somebody who sees the calls. */
    public Http watched(Watch by) {
        return new Http(client, by);
    }

    /**
     * @param limit most bytes of the answer
     * @throws PlatformException there was no proper answer
     * @throws InterruptedException the device stops
     */
    HttpResponse<byte[]> call(HttpRequest request, Duration deadline, int limit)
            throws PlatformException, InterruptedException {
        return call(request, deadline, limit, new Calls());
    }

    /** @param calls knows about the call, so that it can be ended from outside */
    HttpResponse<byte[]> call(HttpRequest request, Duration deadline, int limit, Calls calls)
            throws PlatformException, InterruptedException {
        if (calls.closed()) {
            throw new PlatformException(PlatformException.Kind.UNREACHABLE, "the device stops");
        }
        try {
            watch.begins(request);
        } catch (IOException e) {
            throw failure(e);
        }
        var begin = System.nanoTime();
        var status = 0;
        var future = client.sendAsync(request, info -> new LimitedBody(limit));
        calls.begun(future);
        try {
            var answer = future.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            status = answer.statusCode();
            return answer;
        } catch (TimeoutException e) {
            throw new PlatformException(PlatformException.Kind.UNREACHABLE, "no answer within "
                    + deadline.toSeconds() + " s", Duration.ZERO, e);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (CancellationException e) {
            throw new PlatformException(PlatformException.Kind.UNREACHABLE, "the device stops", Duration.ZERO, e);
        } finally {
            calls.ended(future);
            // Ends the exchange and its connection if it has not ended by itself.
            future.cancel(true);
            watch.ended(request, status, System.nanoTime() - begin);
        }
    }

    /**
     * Reads a small text from another address.
     *
     * @throws IOException there was no proper answer
     * @throws InterruptedException the device stops
     */
    public String get(URI address, Duration deadline, int limit) throws IOException, InterruptedException {
        var answer = call(HttpRequest.newBuilder(address).GET().build(), deadline, limit);
        if (answer.statusCode() != 200) {
            throw new IOException(address.getHost() + " answers " + answer.statusCode());
        }
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static PlatformException failure(Throwable problem) {
        var cause = problem;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof LimitedBody.TooLong tooLong) {
            return new PlatformException(PlatformException.Kind.BROKEN, tooLong.getMessage(), Duration.ZERO, cause);
        }
        var text = cause.getMessage() != null ? cause.getMessage()
                : cause instanceof ConnectException ? "nobody listens there" : cause.getClass().getSimpleName();
        if (cause instanceof UncheckedIOException || cause instanceof IOException) {
            return new PlatformException(PlatformException.Kind.UNREACHABLE, Text.line(text), Duration.ZERO, cause);
        }
        return new PlatformException(PlatformException.Kind.BROKEN, Text.line(text), Duration.ZERO, cause);
    }

}
