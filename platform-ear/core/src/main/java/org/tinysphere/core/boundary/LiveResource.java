package org.tinysphere.core.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.tinysphere.core.control.Actor;
import org.tinysphere.core.control.Caller;
import org.tinysphere.core.control.Live;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.entity.Role;

/** Push for open pages. */
@Path("live")
@Allowed(Role.VIEWER)
@ApplicationScoped
public class LiveResource {
    private static final long OLDEST = Duration.ofHours(1).toMillis();
    @Inject
    private Live live;
    @Inject
    private Actor actor;

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(summary = "Server-sent events: each names the topics that have something new, separated by spaces")
    public void open(@QueryParam("age") @DefaultValue("0") @Parameter(description = "Age of the page in milliseconds: "
            + "what changed since is told at once; at most an hour") long age, @Context SseEventSink sink, @Context Sse sse, @Context HttpServletRequest request) {
        var login = actor.caller().filter(Caller::person).map(Caller::name)
                .orElseThrow(() -> Problem.forbidden("pages only; scripts ask for what they need"));
        live.add(login, GateFilter.cookie(request).orElseThrow(), Duration.ofMillis(Math.max(0, Math.min(OLDEST, age))),
                new Live.Wire() {
            @Override
            public void send(String topics) throws Exception {
                sink.send(sse.newEvent(topics)).toCompletableFuture().get();
            }

            @Override
            public boolean closed() {
                return sink.isClosed();
            }

            @Override
            public void close() {
                sink.close();
            }
        });
    }
}
