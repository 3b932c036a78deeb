package org.tinylcm.source.directory.internal;

import java.util.List;
import java.util.Map;
import org.tinylcm.input.BadInputException;
import org.tinylcm.state.ComponentState;

/** All files of a folder or a list, in order; a new process starts at the beginning. */
final class ReplayFeed implements Feed {
    private static final int MAX_FILES = 1_000_000;

    private final List<Item> items;
    private final boolean loop;
    private volatile int position;

    ReplayFeed(Settings settings) {
        items = settings.list() != null ? new FrameList(settings).read()
                : new FolderScan(settings, MAX_FILES).files(folder -> { }).stream().map(FolderScan.Found::item).toList();
        if (items.isEmpty()) {
            throw new BadInputException(settings.path(), "files", "must have at least one jpg, jpeg, png, bmp or gif");
        }
        loop = settings.loop();
    }

    @Override
    public Item next(long timeoutNanos) {
        if (ended()) {
            return null;
        }
        var at = position == items.size() ? 0 : position;
        position = at + 1;
        return items.get(at);
    }

    @Override
    public boolean ended() {
        return !loop && position == items.size();
    }

    @Override
    public long total() {
        return loop ? -1 : items.size();
    }

    @Override
    public void save(Map<String, Object> values, Map<String, float[]> vectors) {
        var at = position;
        values.put("position", (long) at);
        values.put("last", at == 0 ? "" : items.get(at - 1).name());
    }

    @Override
    public void restore(ComponentState state, boolean sameRun) {
        var at = state.number("position");
        var last = state.text("last");
        if (sameRun) {
            position = behind(at, last);
        }
    }

    @Override
    public void close() {
        // Nothing is open between two frames.
    }

    /** Files may have come or gone since: the name of the latest one counts, then the order of names. */
    private int behind(long at, String last) {
        if (at >= 1 && at <= items.size() && items.get((int) at - 1).name().equals(last)) {
            return (int) at;
        }
        var position = 0;
        while (!last.isEmpty() && position < items.size() && items.get(position).name().compareTo(last) <= 0) {
            position++;
        }
        return position;
    }
}
