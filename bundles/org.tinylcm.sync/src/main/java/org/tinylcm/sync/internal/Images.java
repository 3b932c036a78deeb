package org.tinylcm.sync.internal;

import java.util.Arrays;
import org.tinylcm.frame.Frame;
import org.tinylcm.frame.Payload;
import org.tinylcm.protocol.PictureType;
import org.tinylcm.sync.client.Member;

/** Pictures as members of a package. */
final class Images {
    private Images() {
    }

    /** The frame's picture, or null if it has none. Its type is by the first bytes, not by the name it came with. */
    static Member of(Frame frame, String stem) {
        if (!(frame.payload() instanceof Payload.EncodedImage image)) {
            return null;
        }
        var extension = PictureType.of(image.bytes()).map(PictureType::extension).orElse("bin");
        return Member.of(stem + "." + extension, mediaType(extension), image.bytes());
    }

    static String mediaType(String extension) {
        return Arrays.stream(PictureType.values()).filter(type -> type.extension().equals(extension)).findFirst()
                .map(PictureType::mediaType).orElse("application/octet-stream");
    }
}
