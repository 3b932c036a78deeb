package org.tinysphere.fleet.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.tinysphere.core.boundary.Allowed;
import org.tinysphere.core.boundary.Page;
import org.tinysphere.core.control.Check;
import org.tinysphere.core.entity.Role;
import org.tinysphere.fleet.control.BulkOperations;

/** The same for many devices. */
@Path("bulk-operations")
@Allowed(Role.VIEWER)
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class BulkOperationsResource {
    @Inject
    private BulkOperations operations;

    /**
     * @param kind configuration (parameters: values), label (parameters: tags), retire, snapshot, rollback or resend
     * @param devices their ids
     */
    public record NewOperation(String kind, Map<String, Object> parameters, List<String> devices) {
        public NewOperation {
            Check.slug(kind, "kind");
            parameters = parameters == null ? Map.of() : parameters;
            devices = List.copyOf(Check.required(devices, "devices"));
        }
    }

    @GET
    public Page<BulkOperations.View> list(@QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        var most = Page.limit(limit);
        return Page.of(operations.list(Page.number(after, Long.MAX_VALUE), most + 1), most,
                operation -> String.valueOf(operation.id()));
    }

    @POST
    @Allowed(Role.OPERATOR)
    @Transactional
    public Response begin(NewOperation operation) {
        var id = operations.begin(operation.kind(), operation.parameters(), operation.devices());
        return Response.created(URI.create("bulk-operations/" + id)).entity(operations.get(id)).build();
    }

    @GET
    @Path("{operation}")
    public BulkOperations.View get(@PathParam("operation") long operation) {
        return operations.get(operation);
    }

    @GET
    @Path("{operation}/results")
    public Page<BulkOperations.Result> results(@PathParam("operation") long operation,
            @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        var most = Page.limit(limit);
        return Page.of(operations.results(operation, Page.key(after, ""), most + 1), most,
                BulkOperations.Result::device);
    }
}
