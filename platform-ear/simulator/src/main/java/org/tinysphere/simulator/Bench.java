package org.tinysphere.simulator;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.tinylcm.protocol.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures a platform that is started for it, with a database of its own, on this machine. */
@Command(name = "bench", mixinStandardHelpOptions = true, description = "What a platform bears on this machine: "
        + "heartbeats, metrics, intake, lists, kill, chaos; all of them if none is named (about half an hour).")
final class Bench implements Callable<Integer> {
    private static final PrintStream OUT = System.out;
    private static final List<String> ALL = List.of("heartbeats", "metrics", "intake", "lists", "pages", "live", "kill",
            "chaos");
    @Parameters(paramLabel = "NAME", arity = "0..*", description = "heartbeats, metrics, intake, lists, pages, "
            + "live, kill, chaos")
    private List<String> names = new ArrayList<>();
    @Option(names = "--seconds", paramLabel = "S", defaultValue = "300",
            description = "how long a load is held (default: 300)")
    private int seconds;
    @Option(names = "--cuts", paramLabel = "N", defaultValue = "1000", description = "chaos: connections cut (1000)")
    private int cuts;
    @Option(names = "--worker-kills", paramLabel = "N", defaultValue = "100", description = "chaos (100)")
    private int workerKills;
    @Option(names = "--platform-kills", paramLabel = "N", defaultValue = "20", description = "chaos (20)")
    private int platformKills;
    @Option(names = "--json", paramLabel = "FILE", description = "writes the figures there")
    private Path json;
    @Option(names = "--jvm", paramLabel = "OPTION", description = "a further option of the server's JVM, e.g. "
            + "-XX:StartFlightRecording=filename=a.jfr,settings=profile")
    private List<String> jvm = new ArrayList<>();
    @Option(names = "--home", paramLabel = "DIR", hidden = true, required = true)
    private Path home;
    @Option(names = "--images", hidden = true)
    private Path images;
    private final Map<String, Object> results = new LinkedHashMap<>();

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException, ExecutionException {
        var chosen = names.isEmpty() ? ALL : names;
        for (var name : chosen) {
            if (!ALL.contains(name)) {
                OUT.println("there is no benchmark '" + name + "', only " + String.join(", ", ALL));
                return 2;
            }
        }
        say("load average before", Processes.loadAverage());
        for (var name : chosen) {
            var folder = Files.createTempDirectory("tinysphere-bench");
            // Not if it fails: its logs say why.
            run(name, folder);
            Folders.delete(folder);
        }
        if (json != null) {
            Files.writeString(json, Json.pretty(results) + "\n");
        }
        return 0;
    }

    private void run(String name, Path folder) throws IOException, InterruptedException, SQLException,
            ExecutionException {
        OUT.println("\n" + name);
        switch (name) {
            case "heartbeats" -> {
                try (var platform = platform(folder, 512)) {
                    heartbeats(platform);
                }
            }
            case "metrics" -> {
                try (var platform = platform(folder, 512)) {
                    metrics(platform);
                }
            }
            case "intake" -> intake(folder);
            case "lists" -> {
                try (var platform = platform(folder, 512)) {
                    var lists = new ListLoad(platform);
                    lists.fill();
                    lists.lists(this::say);
                }
            }
            case "pages" -> {
                try (var platform = platform(folder, 512)) {
                    var lists = new ListLoad(platform);
                    lists.fill();
                    lists.pages(this::say);
                }
            }
            case "live" -> {
                try (var platform = platform(folder, 512)) {
                    say("50 live pages", new LivePages(platform, folder.resolve("devices")).run(50, seconds * 2));
                }
            }
            case "kill" -> {
                try (var platform = platform(folder, 512)) {
                    say("killed under 400 heartbeats and 20,000 points a second",
                            new KillLoss(platform).run(Math.min(5, platformKills), 5000, 400, 15));
                }
            }
            default -> {
                try (var platform = platform(folder, 512)) {
                    say("chaos", new Chaos(platform, folder.resolve("devices")).run(cuts, workerKills, platformKills));
                }
            }
        }
    }

    private ScratchPlatform platform(Path folder, int heap) {
        var options = new ArrayList<>(List.of("-Xmx" + heap + "m", "-XX:+UseSerialGC"));
        options.addAll(jvm);
        return new ScratchPlatform(home, folder, options,
                Map.of("TINYSPHERE_WORK_LEASE_SECONDS", "5"));
    }

    private void heartbeats(ScratchPlatform platform) throws SQLException, InterruptedException {
        var load = new HeartbeatLoad(platform);
        load.makeDevices(5000);
        load.run(5000, 1000, 30, 0, "warm");
        say("500 devices, one each 30 s", load.run(500, 500 / 30.0, Math.min(60, seconds), 0, "a"));
        say("5,000 devices, one each 30 s", load.run(5000, 5000 / 30.0, Math.min(60, seconds), 0, "b"));
        var transactions = transactions(platform);
        var sustained = load.run(5000, 1500, seconds, 0, "c");
        say("5,000 devices, 1,500 a second", sustained);
        say("database transactions for each heartbeat of these",
                (transactions(platform) - transactions) / (double) sustained.accepted());
    }

    /** Twenty thousand points a second, and then three times that. */
    private void metrics(ScratchPlatform platform) throws SQLException, InterruptedException {
        var load = new HeartbeatLoad(platform);
        load.makeDevices(5000);
        load.run(5000, 400, 15, 50, "warm");
        var most = Math.min(120, seconds);
        for (var run : List.of(Map.entry("m20", 400), Map.entry("m60", 1200))) {
            var before = Processes.residentMegabytes(platform.serverPid());
            var result = load.run(5000, run.getValue(), most, 50, run.getKey());
            say(run.getValue() * 50 + " points a second, wanted", result);
            say(run.getKey() + ": resident MB before and after", List.of(Math.round(before),
                    Math.round(Processes.residentMegabytes(platform.serverPid()))));
            say(run.getKey() + ": points accepted and in the database", List.of(result.points(), stored(platform, run.getKey(),
                    result.points())));
        }
    }

    private void intake(Path folder) throws IOException, InterruptedException, SQLException, ExecutionException {
        try (var platform = platform(Files.createDirectory(folder.resolve("a")), 512)) {
            // The server's compiler needs some hundred of them, and takes its time from them.
            for (var round = 1; round <= 5; round++) {
                var work = Files.createDirectory(folder.resolve("work"));
                try (var load = new IntakeLoad(platform, work)) {
                    say("drift packages of 1 MB, round " + round, load.drifts(400));
                }
                truncate(platform);
                Folders.delete(work);
            }
        }
        try (var platform = platform(Files.createDirectory(folder.resolve("b")), 256);
                var load = new IntakeLoad(platform, Files.createDirectory(folder.resolve("large")))) {
            say("a package of 100 MB with a heap of 256 MB", load.log(100));
        }
    }

    private static void truncate(ScratchPlatform platform) throws SQLException {
        try (var connection = platform.connect(); var statement = connection.createStatement()) {
            statement.execute("delete from drift_event");
        }
    }

    /** All that were committed so far, those of the background included. */
    private static long transactions(ScratchPlatform platform) throws SQLException {
        try (var connection = platform.connect(); var statement = connection.createStatement();
                var rows = statement.executeQuery("select xact_commit from pg_stat_database "
                        + "where datname = current_database()")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Waits until what was accepted is there, a minute at most. */
    private static long stored(ScratchPlatform platform, String name, long wanted) throws SQLException {
        var until = System.nanoTime() + 60_000_000_000L;
        while (true) {
            try (var connection = platform.connect(); var statement = connection.prepareStatement("select count(*) from "
                    + "device_metric p join metric m on m.id = p.metric where m.name like ?")) {
                statement.setString(1, name + ".%");
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    if (rows.getLong(1) >= wanted || System.nanoTime() > until) {
                        return rows.getLong(1);
                    }
                }
            }
        }
    }

    private void say(String what, Object figure) {
        results.put(what, figure);
        OUT.printf(Locale.ROOT, "  %-50s %s%n", what, figure instanceof Record ? Json.write(figure) : figure);
        OUT.flush();
    }
}
