package org.tinylcm.bench;

import java.util.List;

/** docs/performance.md, made of nothing but results. */
final class Page {

    private Page() {
    }

    static String of(List<Result> results) {
        var text = new StringBuilder("""
                # Performance

                Made by `./tiny bench report` from the results of `./tiny bench`; not written by hand. A ratio is taken
                between two things that were measured in the same run on the same machine. Peers (MOA 2024.07.0, Smile
                3.1.1, Weka 3.8.6) are used by the benchmarks only and are never shipped.

                """);
        var summary = new Grid("", "benchmark", "goals met", "goals missed", "date", "load at start", "run");
        for (var result : results) {
            long met = result.figures().stream().filter(figure -> Boolean.TRUE.equals(figure.met())).count();
            summary.row("[" + result.name() + "](#" + result.name() + ")", met, result.missed(),
                    result.machine().date(), result.machine().loadAtStart(), result.quick() ? "quick" : "full");
        }
        text.append(Text.table(summary));
        results.forEach(result -> text.append(section(result)));
        return text.toString();
    }

    /** The part of one benchmark; also what is printed after it. */
    static String section(Result result) {
        var text = new StringBuilder("\n## " + result.name() + "\n\n" + result.title() + "\n\n```\n"
                + result.command() + "\n```\n\n");
        var machine = result.machine();
        text.append(machine.processor()).append(", ").append(machine.cores()).append(" cores, ")
                .append(Text.number(machine.memoryMegabytes())).append(" MB, ").append(machine.system()).append("; ")
                .append(machine.java()).append(machine.flags().isEmpty() ? "" : "; `" + machine.flags() + "`")
                .append("; ").append(machine.date()).append(", ").append(Text.number(result.seconds()))
                .append(" s, load at start ").append(Text.number(machine.loadAtStart())).append(".\n\n");
        if (result.disturbed()) {
            text.append("**Warning:** the load at start was above ").append(Text.number(Result.CALM))
                    .append(": other work has disturbed these numbers.\n\n");
        }
        if (result.quick()) {
            text.append("**Quick run:** few and short measurements, so these numbers are only a hint.\n\n");
        }
        if (!result.figures().isEmpty()) {
            text.append(Text.table(Text.grid(result.figures()))).append("\n");
        }
        for (var grid : result.grids()) {
            text.append(grid.title()).append(":\n\n").append(Text.table(grid)).append("\n");
        }
        result.notes().forEach(note -> text.append("- ").append(note).append("\n"));
        return text.toString();
    }
}
