package org.tinylcm.source.directory.internal;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The files that were delivered, as 64-bit hashes of path, size and time of modification: a file that is written anew is
 * a new frame. Files that are gone are forgotten, so that this never grows beyond the folder.
 */
final class SeenFiles {
    /** Parts of a hash that a float holds exactly. */
    private static final int PART_BITS = 22;
    private static final int PARTS = 3;
    private static final long MASK = (1L << PART_BITS) - 1;

    private final Set<Long> hashes = new HashSet<>();

    static long hash(FolderScan.Found file) {
        // FNV-1a, then the finaliser of MurmurHash3 for the high bits.
        var hash = 0xcbf29ce484222325L;
        var text = file.item().name() + '\0' + file.size() + '\0' + file.modified();
        for (var i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }

    boolean contains(long hash) {
        return hashes.contains(hash);
    }

    void add(long hash) {
        hashes.add(hash);
    }

    void retain(Collection<Long> present) {
        hashes.retainAll(present);
    }

    float[] toVector() {
        var vector = new float[hashes.size() * PARTS];
        var i = 0;
        for (long hash : hashes) {
            for (var part = 0; part < PARTS; part++) {
                vector[i++] = hash >>> part * PART_BITS & MASK;
            }
        }
        return vector;
    }

    void replaceBy(float[] vector) {
        if (vector.length % PARTS != 0) {
            throw new IllegalArgumentException("state has " + vector.length + " parts of hashes");
        }
        hashes.clear();
        for (var i = 0; i < vector.length; i += PARTS) {
            var hash = 0L;
            for (var part = 0; part < PARTS; part++) {
                hash |= ((long) vector[i + part] & MASK) << part * PART_BITS;
            }
            hashes.add(hash);
        }
    }
}
