package org.tinysphere.core.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinylcm.protocol.AuditEntry;
import org.tinylcm.protocol.Json;
import org.tinysphere.core.control.AuditLog;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.entity.Role;

/** Who did what. */
@Path("audit")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {
    @Inject
    private Db db;
    @Inject
    private AuditLog audit;

    /** @param firstBroken number of the first line that was changed or is missing; absent if the log is intact */
    @Schema(name = "AuditVerdict")
    public record Verdict(boolean intact, Long firstBroken) {
    }

    /** The newest first. */
    @GET
    @Allowed(Role.OPERATOR)
    public Page<AuditEntry> list(@QueryParam("subject") String subject, @QueryParam("after") String after,
            @QueryParam("limit") Integer limit) {
        var most = Page.limit(limit);
        var entries = db.list("select line from audit where seq < ? and (?::text is null or subject = ?) "
                + "order by seq desc limit ?", row -> Json.read(row.text("line"), AuditEntry.class, "audit"),
                Page.number(after, Long.MAX_VALUE), subject, subject, most + 1);
        return Page.of(entries, most, entry -> String.valueOf(entry.sequence()));
    }

    @GET
    @Path("verification")
    @Allowed(Role.ADMIN)
    @Transactional
    public Verdict verify() {
        var broken = audit.firstBroken();
        return new Verdict(broken.isEmpty(), broken.orElse(null));
    }
}
