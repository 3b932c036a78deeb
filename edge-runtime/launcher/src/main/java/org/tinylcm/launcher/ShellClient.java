package org.tinylcm.launcher;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Client of a device's command server; the framing is described in docs/shell.md. */
public final class ShellClient implements AutoCloseable {
    private static final int MOST_PAYLOAD = 1 << 20;
    private final SocketChannel channel;
    private final DataInputStream in;
    private final OutputStream out;

    private ShellClient(SocketChannel channel) {
        this.channel = channel;
        in = new DataInputStream(Channels.newInputStream(channel));
        out = Channels.newOutputStream(channel);
    }

    /** @param data the device's data folder */
    public static ShellClient connect(Path data) throws IOException {
        var place = data.resolve("run/shell.path");
        if (!Files.exists(place)) {
            throw new IOException("No device runs on " + data);
        }
        return new ShellClient(SocketChannel.open(UnixDomainSocketAddress.of(Files.readString(place).strip())));
    }

    /** @param channel connected already, e.g. to the remote port, where the first line is the key */
    public static ShellClient over(SocketChannel channel) {
        return new ShellClient(channel);
    }

    /** @return exit code of the line */
    public int execute(String line, OutputStream stdout, OutputStream stderr) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        for (int type = in.read(); type >= 0; type = in.read()) {
            var length = in.readInt();
            if (length < 0 || length > MOST_PAYLOAD) {
                throw new IOException("The device's answer makes no sense");
            }
            var payload = in.readNBytes(length);
            switch (type) {
                case 'O' -> stdout.write(payload);
                case 'E' -> stderr.write(payload);
                case 'X' -> {
                    return Integer.parseInt(new String(payload, StandardCharsets.US_ASCII));
                }
                default -> {
                    // a later device may send further types
                }
            }
        }
        throw new EOFException("The device has gone");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
