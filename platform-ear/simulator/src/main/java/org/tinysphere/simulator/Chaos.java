package org.tinysphere.simulator;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A fleet that sends drift events while its line is cut, the platform's workers lose their transactions and the platform
 * itself is killed; then every event must be there exactly once.
 */
public final class Chaos {
    private static final int DEVICES = 20;
    private static final int PICTURE_BYTES = 60_000;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private final ScratchPlatform platform;
    private final Path folder;
    private final SplittableRandom random = new SplittableRandom(11);

    public Chaos(ScratchPlatform platform, Path folder) {
        this.platform = platform;
        this.folder = folder;
    }

    /**
     * @param packed events that devices had on disk
     * @param imported packages with events of which the platform says that they are filed
     * @param filed events in the database
     * @param missing of the packed ones
     * @param doubled rows more than events
     * @param unfinished packages that are neither imported nor refused
     * @param failed packages that could not be imported
     * @param givenUp packages that devices deleted without a receipt
     * @param cuts connections that were cut
     * @param workersKilled database sessions that were ended while a package was imported
     * @param platformKilled with SIGKILL
     * @param lost what the platform knows of the packages of missing events
     */
    public record Result(int packed, int imported, int filed, int missing, int doubled, int unfinished, int failed,
            long givenUp, int cuts, int workersKilled, int platformKilled, double seconds, List<String> lost) {
    }

    /** Returns when all that was asked for has happened and everything has been delivered. */
    public Result run(int cuts, int workerKills, int platformKills)
            throws IOException, SQLException, InterruptedException {
        var begin = System.nanoTime();
        var packed = new HashSet<String>();
        var pictures = List.of(new SimulatedDevice.Picture("noise", "image.jpg", Noise.jpeg(3, PICTURE_BYTES)));
        var workersKilled = 0;
        var platformKilled = 0;
        try (var line = new CuttingProxy(platform.root().getPort(), 2 * PICTURE_BYTES, cuts);
                var fleet = new Fleet(DEVICES, "http://127.0.0.1:" + line.port() + "/",
                        platform.enrollmentToken(DEVICES * 50), Duration.ofSeconds(5), folder, pictures,
                        Duration.ofSeconds(2))) {
            fleet.start(Duration.ofSeconds(1));
            while (line.cut() < cuts || workersKilled < workerKills || platformKilled < platformKills) {
                if (fleet.waiting() < 2 * DEVICES) {
                    packed.add(fleet.devices().get(random.nextInt(DEVICES)).drift());
                }
                if (workersKilled < workerKills && killWorker()) {
                    workersKilled++;
                }
                var share = Math.min(cuts == 0 ? 1 : (double) line.cut() / cuts,
                        workerKills == 0 ? 1 : (double) workersKilled / workerKills);
                if (platformKilled < platformKills && share >= (platformKilled + 0.5) / platformKills) {
                    platform.killServer();
                    platform.startServer();
                    platformKilled++;
                }
                LockSupport.parkNanos(2_000_000);
            }
            settle(fleet, packed.size());
            return result(fleet, packed, line.cut(), workersKilled, platformKilled, (System.nanoTime() - begin) / 1e9);
        }
    }

    /** Ends the session of a worker that has a transaction open. */
    private boolean killWorker() throws SQLException {
        try (var connection = platform.connect(); var statement = connection.createStatement();
                var rows = statement.executeQuery("select pg_terminate_backend(pid) from pg_stat_activity "
                        + "where pid <> pg_backend_pid() and (query ilike '%work_item%' or query ilike '%drift_event%') "
                        + "and state in ('active', 'idle in transaction') limit 1")) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private void settle(Fleet fleet, int wanted) throws SQLException {
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (fleet.waiting() > 0 || count("select count(*) from package where state in ('uploading', 'received')") > 0
                || count("select count(*) from drift_event") < wanted) {
            if (System.nanoTime() > until) {
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private Result result(Fleet fleet, Set<String> packed, int cuts, int workersKilled, int platformKilled,
            double seconds) throws SQLException {
        var filed = new ArrayList<String>();
        try (var connection = platform.connect(); var statement = connection.createStatement();
                var rows = statement.executeQuery("select event_id from drift_event")) {
            while (rows.next()) {
                filed.add(rows.getString(1));
            }
        }
        var distinct = new HashSet<>(filed);
        var missing = new HashSet<>(packed);
        missing.removeAll(distinct);
        return new Result(packed.size(),
                count("select count(*) from package where type = 'drift_event' and state = 'imported'"), filed.size(),
                missing.size(), filed.size() - distinct.size(),
                count("select count(*) from package where state in ('uploading', 'received')"),
                count("select count(*) from package where state = 'failed'"), givenUp(fleet), cuts, workersKilled,
                platformKilled, seconds, lost(missing));
    }

    private static long givenUp(Fleet fleet) {
        return fleet.devices().stream().flatMap(device -> device.counts().entrySet().stream())
                .filter(count -> count.getKey().matches("packages\\.(refused|evicted|expired)\\..*"))
                .mapToLong(Map.Entry::getValue).sum();
    }

    private List<String> lost(Set<String> missing) throws SQLException {
        var lost = new ArrayList<String>();
        try (var connection = platform.connect(); var statement = connection.prepareStatement("select p.state, p.stored, "
                + "p.total, p.reason, w.state, w.attempts, w.reason from package p left join work w on w.id = p.work "
                + "where p.id = ?")) {
            for (var id : missing) {
                statement.setString(1, id);
                try (var rows = statement.executeQuery()) {
                    lost.add(id + (!rows.next() ? ": never came" : ": " + rows.getString(1) + ", " + rows.getLong(2)
                            + " of " + rows.getLong(3) + " bytes, " + rows.getString(4) + "; work " + rows.getString(5)
                            + " after " + rows.getInt(6) + ", " + rows.getString(7)));
                }
            }
        }
        return lost;
    }

    private int count(String sql) throws SQLException {
        try (var connection = platform.connect(); var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
