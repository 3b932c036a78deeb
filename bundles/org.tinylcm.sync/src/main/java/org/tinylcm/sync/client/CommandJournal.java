package org.tinylcm.sync.client;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.tinylcm.durable.FileOps;
import org.tinylcm.protocol.CommandPage.Command;
import org.tinylcm.protocol.CommandResults;

/** What became of the latest commands, so that one that comes again is not done again. For one thread. */
final class CommandJournal {
    private static final int MOST = 500;

    /** @param at time of queueing: a platform that was set back may give a number twice, for something else */
    record Done(long sequence, Instant at, String kind, boolean applied, String detail) {
    }

    record Doc(List<Done> done) {
        Doc {
            done = done == null ? List.of() : List.copyOf(done);
        }
    }

    private final StateFile<Doc> file;

    CommandJournal(FileOps ops, Path path) {
        file = new StateFile<>(ops, path, Doc.class, new Doc(List.of()));
    }

    /** Does a command, unless it was done before; on return the result is on disk. */
    CommandResults.Result once(Command command, DeviceSide side) {
        for (var done : file.get().done()) {
            if (done.sequence() == command.sequence() && done.kind().equals(command.kind())
                    && Objects.equals(done.at(), command.at())) {
                return new CommandResults.Result(done.sequence(), done.applied(), done.detail());
            }
        }
        var done = side.execute(command);
        var result = new CommandResults.Result(done.sequence(), done.applied(), Text.line(done.detail()));
        var all = new ArrayList<>(file.get().done());
        all.add(new Done(command.sequence(), command.at(), command.kind(), result.applied(), result.detail()));
        file.set(new Doc(all.subList(Math.max(0, all.size() - MOST), all.size())));
        return result;
    }
}
