package org.tinylcm.shell.internal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Lines from a client, none longer than allowed. */
final class LineInput {
    static final int MOST_BYTES = 8192;
    private final InputStream in;

    LineInput(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /**
     * @return the line without its end, null at the end of the input; a last line without an end does not count
     * @throws CommandFailure it is too long or no UTF-8
     */
    String next() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            if (line.size() == MOST_BYTES) {
                throw new CommandFailure(CommandFailure.USAGE, "A line must have at most " + MOST_BYTES + " bytes");
            }
            line.write(b);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line.toByteArray())).toString().strip();
        } catch (CharacterCodingException e) {
            throw new CommandFailure(CommandFailure.USAGE, "A line must be UTF-8");
        }
    }
}
