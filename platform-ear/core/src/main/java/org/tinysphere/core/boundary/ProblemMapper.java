package org.tinysphere.core.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.Locale;
import org.tinylcm.protocol.BadJsonException;
import org.tinylcm.protocol.ProblemDoc;
import org.tinysphere.core.control.DbException;
import org.tinysphere.core.control.Problem;

/** Every failure of the API becomes a problem document; what was not foreseen is logged with the trace id. */
@Provider
@ApplicationScoped
public class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = System.getLogger(ProblemMapper.class.getName());
    @Context
    private HttpHeaders headers;

    @Override
    public Response toResponse(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            var known = known(cause);
            if (known != null) {
                return answer(known, cause);
            }
        }
        LOG.log(Level.ERROR, "Request " + Trace.current() + " failed", failure);
        return answer(new Problem(500, "internal", "an unforeseen failure; the log tells more under this trace"), null);
    }

    private static Problem known(Throwable cause) {
        if (cause instanceof Problem problem) {
            return problem;
        }
        if (cause instanceof BadJsonException bad) {
            return Problem.bad(bad.part() + ": " + bad.rule());
        }
        if (cause instanceof WebApplicationException web) {
            return ofStatus(web.getResponse().getStatus());
        }
        if (cause instanceof DbException db) {
            return ofDatabase(db);
        }
        if (cause instanceof PersistenceException && cause.getCause() == null) {
            return null;
        }
        if (cause instanceof SQLException sql) {
            return ofDatabase(new DbException(sql));
        }
        if (cause instanceof IllegalArgumentException bad && bad.getMessage() != null && ours(bad)) {
            return Problem.bad(bad.getMessage());
        }
        return null;
    }

    /** Of a check of ours, not of a library that got something wrong from us. */
    private static boolean ours(IllegalArgumentException bad) {
        var trace = bad.getStackTrace();
        return trace.length > 0 && (trace[0].getClassName().startsWith("org.tinysphere.")
                || trace[0].getClassName().startsWith("org.tinylcm."));
    }

    private static Problem ofDatabase(DbException db) {
        if (db.badValue()) {
            return Problem.bad("a value is not allowed");
        }
        if (db.duplicate()) {
            return Problem.conflict("there is one already");
        }
        if (db.dangling()) {
            return Problem.conflict("something that this refers to does not exist, or is still in use");
        }
        if (db.unavailable()) {
            return new Problem(503, "unavailable", "the database cannot be reached");
        }
        return null;
    }

    private static Problem ofStatus(int status) {
        return switch (status) {
            case 404 -> new Problem(404, "not-found", "there is nothing at this address");
            case 405 -> new Problem(405, "method-not-allowed", "the address does not take this method");
            case 406 -> new Problem(406, "not-acceptable", "the answer is application/json");
            case 415 -> new Problem(415, "unsupported-media-type", "the body must be application/json");
            default -> new Problem(status, status < 500 ? "bad-request" : "internal",
                    "status " + String.format(Locale.ROOT, "%d", status));
        };
    }

    private Response answer(Problem problem, Throwable cause) {
        var builder = cause instanceof WebApplicationException web
                ? Response.fromResponse(web.getResponse()) : Response.status(problem.status());
        if (problem.retryAfterSeconds() > 0) {
            builder.header("Retry-After", problem.retryAfterSeconds());
        }
        return builder.type(ProblemDoc.MEDIA_TYPE)
                .entity(Problems.document(problem, headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE),
                        Trace.current()))
                .build();
    }
}
