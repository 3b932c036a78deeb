package org.tinylcm.ops.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcFiguresTest {
    @TempDir
    Path root;

    @Test
    void readsWhatIsThere() throws IOException {
        file("proc/self/status", "Name:\tjava\nVmHWM:\t  2048 kB\nVmRSS:\t 1024 kB\nThreads:\t17\n");
        file("proc/loadavg", "0.52 0.58 0.59 1/389 12345\n");
        file("proc/meminfo", "MemTotal: 500000 kB\nMemFree: 1 kB\nMemAvailable: 250000 kB\n");
        file("sys/class/thermal/thermal_zone0/temp", "48312\n");
        file("sys/class/power_supply/BAT0/type", "Battery\n");
        file("sys/class/power_supply/BAT0/capacity", "80\n");
        file("sys/class/power_supply/BAT0/status", "Discharging\n");
        file("proc/stat", "cpu 10 0 10 80 0 0 0 0 0 0\n");
        var figures = new ProcFigures(root);
        figures.into(new TreeMap<>());
        file("proc/stat", "cpu 30 0 20 150 0 0 0 0 0 0\n");
        var values = new TreeMap<String, Object>();
        figures.into(values);

        assertThat(values).containsEntry("process.rss.bytes", 1048576L).containsEntry("process.threads", 17L)
                .containsEntry("process.rss.peak.bytes", 2097152L).containsEntry("system.load.1m", 0.52)
                .containsEntry("system.memory.available.bytes", 256000000L)
                .containsEntry("system.temperature.celsius", 48.3).containsEntry("battery.percent", 80.0)
                .containsEntry("battery.status", "Discharging").containsEntry("system.cpu.percent", 30.0);
    }

    @Test
    void leavesOutWhatIsNotKnown() throws IOException {
        file("proc/self/status", "VmRSS: lots\n");
        file("proc/stat", "nonsense\n");
        file("sys/class/thermal/thermal_zone0/temp", "-999999\n");
        var values = new TreeMap<String, Object>();
        new ProcFigures(root).into(values);
        assertThat(values).isEmpty();
    }

    private void file(String name, String text) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        Files.writeString(root.resolve(name), text);
    }
}
