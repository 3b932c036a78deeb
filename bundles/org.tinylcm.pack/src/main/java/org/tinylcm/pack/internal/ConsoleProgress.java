package org.tinylcm.pack.internal;

import java.io.PrintStream;
import java.util.Locale;
import org.tinylcm.pack.internal.build.Progress;

/** A bar on a terminal; elsewhere a line at every tenth of the way. */
final class ConsoleProgress implements Progress {
    private static final int BAR = 30;
    private static final long REDRAW_NANOS = 50_000_000;

    private final PrintStream out;
    private final boolean terminal;
    private String phase = "";
    private int tenth;
    private long drawn;
    private boolean open;

    ConsoleProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void step(String name, int done, int total) {
        if (!name.equals(phase)) {
            endLine();
            phase = name;
            tenth = 0;
            drawn = 0;
        }
        if (terminal) {
            draw(done, total);
        } else if (total > 0 && (done == total || done * 10L / total > tenth)) {
            tenth = (int) (done * 10L / total);
            out.println(name + ": " + done + " of " + total);
        }
    }

    @Override
    public void note(String line) {
        endLine();
        out.println(line);
    }

    private void draw(int done, int total) {
        var now = System.nanoTime();
        if (done != total && now - drawn < REDRAW_NANOS) {
            return;
        }
        drawn = now;
        open = true;
        if (total < 0) {
            out.print(String.format(Locale.ROOT, "\r%s: %d", phase, done));
        } else {
            var filled = (int) ((long) BAR * done / Math.max(1, total));
            out.print(String.format(Locale.ROOT, "\r%-20s [%s%s] %d/%d", phase, "#".repeat(filled),
                    ".".repeat(BAR - filled), done, total));
        }
        out.flush();
        if (done == total) {
            endLine();
        }
    }

    private void endLine() {
        if (open) {
            out.println();
            open = false;
        }
    }
}
