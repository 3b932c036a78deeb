package org.tinysphere.core.control;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;

/**
 * Sends and receives {@link Signal}s between nodes through PostgreSQL's LISTEN and NOTIFY, which respects transactions
 * and needs no further server.
 */
@ApplicationScoped
public class Signals {
    private static final Logger LOG = System.getLogger(Signals.class.getName());
    private static final String CHANNEL = "tinysphere";
    /** For statements that do more; the parameter is {@link #text}. */
    static final String NOTIFY = "pg_notify('" + CHANNEL + "', ?)";
    @Inject
    private Db db;
    @Inject
    private Settings settings;
    @Inject
    private Event<Signal> event;
    private final ManagedThreadFactory threads =
            Jndi.find("java:comp/DefaultManagedThreadFactory", ManagedThreadFactory.class);
    private final CountDownLatch stop = new CountDownLatch(1);

    /** Reaches all nodes when the transaction of the caller is committed, or at once if there is none. */
    public void send(String topic, String key) {
        db.list("select " + NOTIFY, row -> "", text(topic, key));
    }

    static String text(String topic, String key) {
        return topic + ' ' + key;
    }

    void start(@Observes Schema.Ready ready) {
        var thread = threads.newThread(this::listen);
        thread.setName("tinysphere-signals");
        thread.setDaemon(true);
        thread.start();
    }

    @PreDestroy
    void stop() {
        stop.countDown();
    }

    private void listen() {
        while (!stopped(0)) {
            try {
                receive();
            } catch (SQLException e) {
                if (!stopped(0)) {
                    LOG.log(Level.WARNING, "Signals of other nodes are not heard until the database is back: {0}",
                            e.getMessage());
                }
            }
            if (!stopped(1000)) {
                deliver(new Signal(Signal.LOST, ""));
            }
        }
    }

    private void receive() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", settings.databaseUser());
        properties.setProperty("password", settings.databasePassword());
        properties.setProperty("ApplicationName", "tinysphere-signals");
        properties.setProperty("tcpKeepAlive", "true");
        try (var connection = DriverManager.getConnection(settings.databaseUrl(), properties);
                var statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
            deliver(new Signal(Signal.LOST, ""));
            var listener = connection.unwrap(PGConnection.class);
            while (!stopped(0)) {
                for (var notification : listener.getNotifications(500)) {
                    var text = notification.getParameter();
                    var space = text.indexOf(' ');
                    if (space > 0) {
                        deliver(new Signal(text.substring(0, space), text.substring(space + 1)));
                    }
                }
            }
        }
    }

    /** One observer's failure must not end the others' signals. */
    private void deliver(Signal signal) {
        try {
            event.fire(signal);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Signal " + signal + " was not handled", e);
        }
    }

    private boolean stopped(int millis) {
        try {
            return stop.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
