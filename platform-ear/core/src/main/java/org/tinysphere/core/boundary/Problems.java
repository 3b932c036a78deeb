package org.tinysphere.core.boundary;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.ProblemDoc;
import org.tinysphere.core.control.Problem;

/** Problems as documents. */
final class Problems {
    private Problems() {
    }

    static ProblemDoc document(int status, String type, String detail, String trace) {
        return new ProblemDoc("tinysphere:" + type, title(type), status, detail, trace);
    }

    static void send(HttpServletResponse response, Problem problem, String trace) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(ProblemDoc.MEDIA_TYPE);
        if (problem.retryAfterSeconds() > 0) {
            response.setHeader("Retry-After", String.valueOf(problem.retryAfterSeconds()));
        }
        var document = document(problem.status(), problem.type(), problem.getMessage(), trace);
        response.getOutputStream().write(Json.write(document).getBytes(StandardCharsets.UTF_8));
    }

    private static String title(String type) {
        return Character.toUpperCase(type.charAt(0)) + type.substring(1).replace('-', ' ');
    }
}
