package org.tinysphere.datahub.control;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ObjIntConsumer;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinysphere.core.control.WorkHandler.GiveUp;

/** Members with one document a line; one line at a time is in memory. */
final class Lines {
    private Lines() {
    }

    /**
     * @param each gets the document and the number of its line, from 1
     * @throws GiveUp a line is too long
     * @throws org.tinylcm.protocol.BadJsonException a line is no such document; names member and line
     */
    static <T> void read(Path file, Class<T> type, ObjIntConsumer<T> each) throws IOException, GiveUp {
        var line = new ByteArrayOutputStream();
        var number = 0;
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            for (var b = in.read(); b >= 0 || line.size() > 0; b = in.read()) {
                if (b >= 0 && b != '\n') {
                    if (line.size() == JsonLimits.DOCUMENT.bytes()) {
                        throw new GiveUp(file.getFileName() + ": line " + (number + 1) + " is longer than "
                                + JsonLimits.DOCUMENT.bytes() + " bytes");
                    }
                    line.write(b);
                    continue;
                }
                number++;
                if (line.size() > 0) {
                    each.accept(Json.read(line.toByteArray(), type, file.getFileName() + " line " + number,
                            JsonLimits.DOCUMENT), number);
                }
                line.reset();
            }
        }
    }
}
