package org.tinylcm.shell.internal;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Accepts clients at one address, each on a thread of its own, up to a limit. */
final class Listener implements AutoCloseable {
    private static final System.Logger logger = System.getLogger(Listener.class.getName());
    private static final int MOST_CLIENTS = 16;
    private static final int KEY_MILLIS = 10_000;
    private final ServerSocketChannel server;
    private final AccessKey key;
    private final Interpreter.Factory interpreters;
    private final Set<SocketChannel> clients = ConcurrentHashMap.newKeySet();

    /** @param key what clients must say first; null where the file system already decides who may connect */
    Listener(String name, ServerSocketChannel server, AccessKey key, Interpreter.Factory interpreters) {
        this.server = server;
        this.key = key;
        this.interpreters = interpreters;
        start(name, this::accept);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var client : clients) {
            client.close();
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                var channel = server.accept();
                clients.add(channel);
                start("tinylcm-shell-client", () -> serve(channel));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                logger.log(WARNING, "The shell cannot take a client: {0}", e.toString());
            }
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            var client = new Client(input(channel), ChannelStreams.output(channel));
            if (clients.size() > MOST_CLIENTS) {
                client.refuse("There are " + MOST_CLIENTS + " clients already");
            } else if (key == null || authenticated(channel, client)) {
                client.serve(interpreters);
            }
        } catch (IOException e) {
            logger.log(DEBUG, "A shell client is gone: {0}", e.toString());
        } finally {
            clients.remove(channel);
        }
    }

    /** Only the stream of a network socket knows time-outs; a local socket has none and needs none. */
    private InputStream input(SocketChannel channel) throws IOException {
        return key == null ? ChannelStreams.input(channel) : channel.socket().getInputStream();
    }

    /** A stranger who says nothing must not hold a place. */
    private boolean authenticated(SocketChannel channel, Client client) throws IOException {
        channel.socket().setSoTimeout(KEY_MILLIS);
        var accepted = client.authenticate(key);
        channel.socket().setSoTimeout(0);
        return accepted;
    }

    private static void start(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
