package org.tinysphere.console.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tinylcm.protocol.PackageType;
import org.tinysphere.core.boundary.Page;
import org.tinysphere.core.control.WorkQueue;
import org.tinysphere.datahub.control.DeviceData;
import org.tinysphere.datahub.control.Packages;
import org.tinysphere.drifthub.control.Choices;
import org.tinysphere.drifthub.control.DataSet;
import org.tinysphere.fleet.control.Devices;

/** What devices uploaded. */
@Named("data")
@RequestScoped
public class DataPage {
    @Inject
    private Query q;
    @Inject
    private Packages packages;
    @Inject
    private DeviceData data;
    @Inject
    private DataSet dataSet;
    @Inject
    private WorkQueue work;
    @Inject
    private Devices devices;
    @Inject
    private Choices choices;
    private final Once once = new Once();

    public Listing<Packages.View> packages() {
        return once.of("packages", () ->
                Listing.of(Page.of(packages.list(q.device(), q.text("type"), q.text("state"),
                Page.number(q.text("after"), Long.MAX_VALUE), Listing.SIZE + 1), Listing.SIZE,
                line -> String.valueOf(line.number())), q));
    }

    public List<String> types() {
        return Arrays.stream(PackageType.values()).map(PackageType::id).toList();
    }

    public List<String> packageStates() {
        return List.of("uploading", "received", "imported", "failed");
    }

    public Listing<DeviceData.Image> images() {
        return once.of("images", () ->
                Listing.of(Page.of(data.images(new DeviceData.WantedImages(q.device(), q.text("label"),
                q.day("from"), q.dayEnd("to")), Page.number(q.text("after"), Long.MAX_VALUE), 49), 48,
                image -> String.valueOf(image.number())), q));
    }

    /** What devices said of pictures, for the filter. */
    public List<String> imageLabels() {
        return once.of("imageLabels", () -> data.imageLabels());
    }

    /** What the device said of a picture. */
    public Map<String, Object> said(DeviceData.Image image) {
        return Plain.map(image.prediction());
    }

    public Listing<WorkQueue.View> work() {
        return once.of("work", () ->
                Listing.of(Page.of(work.list(q.text("state", "dead"), null, Page.number(q.text("after"), Long.MAX_VALUE),
                Listing.SIZE + 1), Listing.SIZE, item -> String.valueOf(item.id())), q));
    }

    public Map<String, Long> workCounts() {
        return once.of("workCounts", () -> work.counts());
    }

    public List<DeviceData.Log> logs() {
        return once.of("logs", () -> q.device() == null ? List.of()
                : data.logs(devices.place(q.device()).number(), "", "", 200));
    }

    /** How many labelled pictures a data set would have. */
    public long dataSetSize() {
        return once.of("dataSetSize", () ->
                dataSet.count(new DataSet.Selection(q.device(), q.text("group"), q.text("label"), q.day("from"),
                q.dayEnd("to"))));
    }

    /** The same as parameters of the API, whose days are times. */
    public String dataSetParameters() {
        var text = new StringBuilder();
        if (q.device() != null) {
            text.append("device=").append(q.encode(q.device())).append('&');
        }
        for (var name : List.of("group", "label")) {
            if (q.text(name) != null) {
                text.append(name).append('=').append(q.encode(q.text(name))).append('&');
            }
        }
        if (q.day("from") != null) {
            text.append("from=").append(q.day("from")).append('&');
        }
        if (q.dayEnd("to") != null) {
            text.append("to=").append(q.dayEnd("to")).append('&');
        }
        return text.toString();
    }

    public List<String> labels() {
        return once.of("labels", () -> choices.labels(null));
    }
}
