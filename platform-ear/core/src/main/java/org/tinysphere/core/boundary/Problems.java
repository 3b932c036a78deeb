package org.tinysphere.core.boundary;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.ProblemDoc;
import org.tinysphere.core.control.MessageCatalogue;
import org.tinysphere.core.control.Problem;

/** Problems as documents. */
final class Problems {
    private Problems() {
    }

    /** @param languages the request's {@code Accept-Language}, for the detail; null if it has none */
    static ProblemDoc document(Problem problem, String languages, String trace) {
        return new ProblemDoc("tinysphere:" + problem.type(), title(problem.type()), problem.status(),
                MessageCatalogue.in(languages, problem.getMessage()), trace);
    }

    static void send(HttpServletResponse response, Problem problem, String languages, String trace) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(ProblemDoc.MEDIA_TYPE);
        if (problem.retryAfterSeconds() > 0) {
            response.setHeader("Retry-After", String.valueOf(problem.retryAfterSeconds()));
        }
        response.getOutputStream().write(Json.write(document(problem, languages, trace)).getBytes(StandardCharsets.UTF_8));
    }

    private static String title(String type) {
        return Character.toUpperCase(type.charAt(0)) + type.substring(1).replace('-', ' ');
    }
}
