package org.tinylcm.shell.internal;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.tinylcm.ops.DataFolder;

/**
 * Lets other processes run commands: over a local socket that only the device's user can open, and, if switched on,
 * over the loopback address with a key. Without either the device works all the same.
 */
@Component(service = CommandServer.class, immediate = true, configurationPid = "org.tinylcm.shell")
@Designate(ocd = CommandServer.Config.class)
public final class CommandServer {
    private static final System.Logger logger = System.getLogger(CommandServer.class.getName());
    private final SocketPlace place;
    private final List<Listener> listeners = new ArrayList<>();

    @ObjectClassDefinition(name = "Shell")
    @interface Config {
        @AttributeDefinition(description = "Take commands over the local socket in the data folder")
        boolean local() default true;

        @AttributeDefinition(description = "Port on the loopback address for clients with the key; 0 is off",
                min = "0", max = "65535")
        int remote_port() default 0;
    }

    /** @param commands are there before the first client is let in */
    @Activate
    public CommandServer(BundleContext context, Config config, @Reference CommandProcessor processor,
            @Reference ShellCommands commands) {
        this(DataFolder.of(context, "run"), config.local(), config.remote_port(),
                (out, err) -> new GogoInterpreter(processor, out, err));
    }

    CommandServer(Path run, boolean local, int remotePort, Interpreter.Factory interpreters) {
        place = new SocketPlace(run, Path.of(System.getProperty("java.io.tmpdir")));
        if (local) {
            try {
                listeners.add(new Listener("tinylcm-shell", place.bind(), null, interpreters));
            } catch (IOException | UnsupportedOperationException e) {
                logger.log(WARNING, "No commands over {0}: {1}", place.socket(), e.toString());
            }
        }
        if (remotePort > 0) {
            try {
                listeners.add(remote(run, remotePort, interpreters));
                logger.log(INFO, "Clients with the key can connect to port {0} on the loopback address",
                        Integer.toString(remotePort));
            } catch (IOException | UnsupportedOperationException e) {
                logger.log(WARNING, "No commands over port {0}: {1}", Integer.toString(remotePort), e.toString());
            }
        }
    }

    @Deactivate
    void close() throws IOException {
        for (var listener : listeners) {
            listener.close();
        }
        place.remove();
    }

    private static Listener remote(Path run, int port, Interpreter.Factory interpreters) throws IOException {
        SocketPlace.ownFolder(run);
        var key = AccessKey.in(run.resolve("shell.key"), System::nanoTime);
        var server = ServerSocketChannel.open();
        try {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return new Listener("tinylcm-shell-remote", server, key, interpreters);
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }
}
