package org.tinylcm.updater.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tinylcm.update.UpdateTransport;

/** A platform in memory, which may be anybody's. */
class FakeTransport implements UpdateTransport {
    final Map<String, byte[]> files = new HashMap<>();
    final List<String> events = new ArrayList<>();
    long served;
    int calls;

    @Override
    public String deviceId() {
        return "d-1";
    }

    @Override
    public Optional<String> desiredState() throws IOException {
        return Optional.empty();
    }

    @Override
    public String keys(long after) {
        return "[]";
    }

    @Override
    public Optional<Block> block(String sha256, String from, long offset, int most, boolean always)
            throws IOException, InterruptedException {
        calls++;
        var file = files.get(from == null ? sha256 : sha256 + " " + from);
        if (file == null) {
            return Optional.empty();
        }
        var bytes = Arrays.copyOfRange(file, (int) offset, (int) Math.min(file.length, offset + most));
        served += bytes.length;
        return Optional.of(new Block(bytes, file.length));
    }

    @Override
    public boolean events(long deployment, String json) {
        return events.add(json);
    }

    @Override
    public void installed(String json) {
        events.add(json);
    }
}
