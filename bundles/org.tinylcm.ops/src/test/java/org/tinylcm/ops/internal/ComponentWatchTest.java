package org.tinylcm.ops.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import org.junit.jupiter.api.Test;
import org.tinylcm.input.BadInputException;

class ComponentWatchTest {
    @Test
    void aRefusalIsSaidWithoutItsStackTrace() {
        var refusal = new BadInputException("org.tinylcm.source.camera", "command", "must name a program");

        assertThat(ComponentWatch.reason(trace(new InvocationTargetException(refusal))))
                .isEqualTo(refusal.getMessage());
    }

    @Test
    void anythingElseIsSaidInFull() {
        var trace = trace(new InvocationTargetException(new IllegalStateException("broken")));

        assertThat(ComponentWatch.reason(trace)).isEqualTo(trace);
    }

    private static String trace(Throwable error) {
        var text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
