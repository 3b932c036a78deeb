package org.tinysphere.drifthub.control;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.tinylcm.protocol.PictureType;
import org.tinysphere.datahub.control.Member;

/** Which pictures are kept: by their first bytes, whatever a name or a device says. */
public final class Pictures {
    private static final long LARGEST = 16 << 20;
    private static final Set<PictureType> KEPT = Set.of(PictureType.JPEG, PictureType.PNG);

    private Pictures() {
    }

    /** @return empty if it is neither JPEG nor PNG, or larger than 16 MiB */
    static Optional<PictureType> type(Member file) throws IOException {
        if (file.bytes() > LARGEST) {
            return Optional.empty();
        }
        try (var in = file.open()) {
            return PictureType.of(in.readNBytes(PictureType.HEAD)).filter(KEPT::contains);
        }
    }

    /** By the name that we gave its object. */
    public static PictureType ofObject(String key) {
        return key.endsWith(".png") ? PictureType.PNG : PictureType.JPEG;
    }
}
