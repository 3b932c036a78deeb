package org.tinysphere.drifthub.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.LinkedHashMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tinysphere.core.boundary.Allowed;
import org.tinysphere.core.control.AuditLog;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.entity.Role;
import org.tinysphere.drifthub.control.DataSet;

/** What people have named, for training. */
@Path("data-sets")
@Allowed(Role.LABELLER)
@ApplicationScoped
public class DataSetResource {
    @Inject
    private DataSet dataSet;
    @Inject
    private AuditLog audit;

    public record Size(long pictures, int most) {
    }

    @GET
    @Path("labelled/size")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "How many pictures an export would have")
    public Size size(@QueryParam("device") String device, @QueryParam("group") String group,
            @QueryParam("label") String label, @QueryParam("from") String from, @QueryParam("to") String to) {
        return new Size(dataSet.count(selection(device, group, label, from, to)), DataSet.MOST);
    }

    @GET
    @Path("labelled")
    @Produces({"application/zip", MediaType.APPLICATION_JSON})
    @Operation(summary = "A zip with a folder of pictures for each label, and labels.csv")
    public Response export(@QueryParam("device") String device, @QueryParam("group") String group,
            @QueryParam("label") String label, @QueryParam("from") String from, @QueryParam("to") String to) {
        var selection = selection(device, group, label, from, to);
        var pictures = dataSet.count(selection);
        if (pictures == 0) {
            throw Problem.missing("picture that people have named among these");
        }
        if (pictures > DataSet.MOST) {
            throw new Problem(413, "too-large", "these are " + pictures + " pictures, more than " + DataSet.MOST
                    + ": choose fewer by device, group, label, from and to");
        }
        var details = new LinkedHashMap<String, Object>();
        details.put("pictures", pictures);
        details.put("device", device);
        details.put("group", group);
        details.put("label", label);
        details.put("from", from);
        details.put("to", to);
        audit.record("data-set.export", "data-set/labelled", details);
        StreamingOutput body = out -> dataSet.write(selection, out);
        return Response.ok(body, "application/zip")
                .header("Content-Disposition", "attachment; filename=\"labelled.zip\"").build();
    }

    private static DataSet.Selection selection(String device, String group, String label, String from, String to) {
        return new DataSet.Selection(device, group, label, Given.time(from, "from"), Given.time(to, "to"));
    }
}
