package org.tinysphere.simulator;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A kept connection by a plain socket, so that measuring costs little of the two cores that it shares with what is
 * measured. The server ends a connection after some hundred requests; then there is a new one.
 */
final class ServerLink implements AutoCloseable {
    private final int port;
    private Socket socket;
    private BufferedInputStream in;
    private int retryAfter;

    ServerLink(int port) {
        this.port = port;
    }

    /** @return the answer's status */
    int send(byte[] request) throws IOException {
        return send(request, new byte[0]);
    }

    int send(byte[] head, byte[] body) throws IOException {
        return send(head, body, 0, body.length);
    }

    /** @param body of which {@code length} bytes from {@code from} are sent */
    int send(byte[] head, byte[] body, int from, int length) throws IOException {
        if (socket == null) {
            socket = new Socket("127.0.0.1", port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(60_000);
            in = new BufferedInputStream(socket.getInputStream());
        }
        socket.getOutputStream().write(head);
        socket.getOutputStream().write(body, from, length);
        var status = Integer.parseInt(line().substring(9, 12));
        var answered = 0;
        var last = false;
        var chunked = false;
        retryAfter = 0;
        for (var header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                answered = Integer.parseInt(header.substring(15).trim());
            } else if (header.regionMatches(true, 0, "Retry-After:", 0, 12)) {
                retryAfter = Integer.parseInt(header.substring(12).trim());
            }
            last |= header.equalsIgnoreCase("Connection: close");
            chunked |= header.equalsIgnoreCase("Transfer-Encoding: chunked");
        }
        if (chunked) {
            for (var chunk = chunk(); chunk > 0; chunk = chunk()) {
                in.skipNBytes(chunk);
                line();
            }
            line();
        } else {
            in.skipNBytes(answered);
        }
        if (last) {
            close();
        }
        return status;
    }

    /** What the last answer said, seconds; 0 if nothing. */
    int retryAfter() {
        return retryAfter;
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line().replaceAll(";.*", "").trim(), 16);
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (var c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    static byte[] head(String method, String path, String secret, String type, int length, String more) {
        return (method + ' ' + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + secret
                + "\r\nContent-Type: " + type + "\r\n" + more + "Content-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** A page, with the cookie of who is signed in. */
    static byte[] page(String path, String cookie) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nCookie: " + cookie + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
