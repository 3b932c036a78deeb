package org.tinysphere.datahub.control;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the members of a package are unpacked to. A small package never touches the disk; others get a temporary folder,
 * which is made when it is needed and goes with {@link #close}.
 */
final class Members implements AutoCloseable {
    /** Most bytes of all members of a package that is kept in memory. */
    static final long SMALL = 4 << 20;
    private final long small;
    private final Path parent;
    private final Map<String, Member> members = new HashMap<>();
    private Path folder;

    /**
     * @param small most bytes that are kept in memory
     * @param parent in which the folder is made
     */
    Members(long small, Path parent) {
        this.small = small;
        this.parent = parent;
    }

    /** @param total of all members, bytes: to be known before the first one is written */
    boolean inMemory(long total) {
        return total <= small;
    }

    /** Where a member's file has to be written before it is added. */
    Path file(String name) throws IOException {
        if (folder == null) {
            folder = TemporaryFolders.make(parent);
        }
        return folder.resolve(name);
    }

    void add(String name, Member member) {
        members.put(name, member);
    }

    Map<String, Member> byName() {
        return Map.copyOf(members);
    }

    @Override
    public void close() throws IOException {
        if (folder != null) {
            TemporaryFolders.remove(folder);
        }
    }
}
