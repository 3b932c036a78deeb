package org.tinylcm.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code tiny device evaluate}: handed to the bundle that offers it, like {@link PackCommand}. */
@Command(name = "evaluate", description = "Measure drift and adaptation on a labelled stream. See 'evaluate --help'.")
final class EvaluateCommand implements Callable<Integer> {

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        return PackCommand.run("evaluate", arguments);
    }
}
