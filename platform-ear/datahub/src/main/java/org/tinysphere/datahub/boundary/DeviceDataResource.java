package org.tinysphere.datahub.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.tinylcm.protocol.PackageType;
import org.tinysphere.core.boundary.Allowed;
import org.tinysphere.core.boundary.Page;
import org.tinysphere.core.control.AuditLog;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.entity.Role;
import org.tinysphere.datahub.control.DataRemoval;
import org.tinysphere.datahub.control.DeviceData;
import org.tinysphere.fleet.control.Devices;

/** Logs and models of a device. */
@Path("devices")
@Allowed(Role.VIEWER)
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class DeviceDataResource {
    @Inject
    private Devices devices;
    @Inject
    private DeviceData data;
    @Inject
    private DataRemoval removal;
    @Inject
    private AuditLog audit;

    @GET
    @Path("{id}/logs")
    public Page<DeviceData.Log> logs(@PathParam("id") String id, @QueryParam("after") String after,
            @QueryParam("limit") Integer limit) {
        var most = Page.limit(limit);
        var key = Page.key(after, "/").split("/", 2);
        if (key.length < 2) {
            throw Problem.bad("'after' must be the 'next' of a page");
        }
        return Page.of(data.logs(devices.place(id).number(), key[0], key[1], most + 1), most,
                log -> log.log() + '/' + log.file());
    }

    /** @param file SHA-256 of its first line */
    @GET
    @Path("{id}/logs/{log}/{file}")
    @Produces({MediaType.TEXT_PLAIN, MediaType.APPLICATION_JSON})
    public Response log(@PathParam("id") String id, @PathParam("log") String log, @PathParam("file") String file) {
        var device = devices.place(id).number();
        data.mustHaveLog(device, log, file);
        StreamingOutput content = out -> data.writeLog(device, log, file, out);
        return Response.ok(content, "text/plain;charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"" + log + '"').build();
    }

    @GET
    @Path("{id}/model")
    public DeviceData.Model model(@PathParam("id") String id) {
        return data.model(devices.place(id).number());
    }

    /** The models that it used, the newest first. */
    @GET
    @Path("{id}/model/history")
    public Page<DeviceData.Model> models(@PathParam("id") String id, @QueryParam("after") String after,
            @QueryParam("limit") Integer limit) {
        var most = Page.limit(limit);
        try {
            var before = Instant.parse(Page.key(after, "9999-01-01T00:00:00Z"));
            return Page.of(data.models(devices.place(id).number(), before, most + 1), most,
                    model -> model.at().toString());
        } catch (DateTimeException e) {
            throw Problem.bad("'after' must be the 'next' of a page");
        }
    }

    /**
     * Takes away what came in packages of a type, objects included.
     *
     * @param type of package, e.g. {@code operational_logs}
     * @param before ISO 8601
     */
    @DELETE
    @Path("{id}/data")
    @Allowed(Role.OPERATOR)
    public DataRemoval.Removed remove(@PathParam("id") String id, @QueryParam("type") String type,
            @QueryParam("before") String before) {
        var device = devices.place(id).number();
        var kind = PackageType.of(type == null ? "" : type).orElseThrow(
                () -> Problem.bad("'type' must be a type of package, e.g. operational_logs"));
        var end = time(before);
        // Before the first object goes: what is half done has to be in the audit log too.
        audit.record("device.data-removal", "device/" + id, Map.of("type", kind.id(), "before", end.toString()));
        var removed = removal.remove(device, kind, end, true);
        return kind != PackageType.METRICS ? removed
                : new DataRemoval.Removed(removed.packages(), removal.removeFigures(device, end));
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text == null ? "" : text);
        } catch (DateTimeException e) {
            throw Problem.bad("'before' must be a time like 2026-03-01T12:00:00Z");
        }
    }
}
