package org.tinysphere.drifthub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinylcm.protocol.PrototypeLine;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Problem;

/** What waits for a person's label, in portions, with what helps to decide. */
@ApplicationScoped
public class Labelling {
    private static final int SURROUNDINGS = 120;
    /** Cosine of the angle up to which two frames count as the same thing. */
    private static final double ALIKE = 0.9;
    @Inject
    private Db db;
    @Inject
    private Attachments attachments;
    @Inject
    private Choices choices;

    /**
     * An event to label.
     *
     * @param cluster events of a portion with the same number look alike; absent if that is not known
     * @param neighbours nearest known samples with label and distance
     * @param choices labels to choose from
     */
    public record Item(long id, String device, String deviceName, String monitor, String state, Instant at,
            String label, Double confidence, boolean image, Integer cluster, Object neighbours, List<String> choices) {
    }

    /** A point of the plane; {@code kind} is here, judged, open or prototype, which has no event. */
    public record Point(Long event, double x, double y, String label, String kind) {
    }

    private record Open(long id, String device, String name, String monitor, String state, Instant at,
            String label, Double confidence, String image, String features, String model, String neighbours) {
    }

    private record Centre(long device, String model, int dimensions, String features) {
    }

    private record Neighbour(long id, String features, String label, boolean judged) {
    }

    /** The latest first, without those that this person has judged already. */
    public List<Item> queue(String login, int most) {
        var open = db.list("select x.*, d.id as device_id, d.name as device_name from drift_event x "
                + "join device d on d.number = x.device where x.state in ('new', 'needs_second_opinion') "
                + "and not exists (select 1 from drift_validation v where v.event = x.id and v.validator = ?) "
                + "order by x.at desc, x.id desc limit ?",
                row -> new Open(row.number("id"), row.text("device_id"), row.text("device_name"), row.text("monitor"),
                        row.text("state"), row.time("at"), row.text("label"), row.realOrNull("confidence"),
                        row.text("image"), row.text("features"), row.text("model"), row.text("neighbours")), login, most);
        var clusters = clusters(open);
        var labels = new java.util.HashMap<String, List<String>>();
        var items = new ArrayList<Item>();
        for (var i = 0; i < open.size(); i++) {
            var one = open.get(i);
            items.add(new Item(one.id, one.device, one.name, one.monitor, one.state, one.at, one.label, one.confidence,
                    one.image != null, clusters.get(i), Json.tree(one.neighbours, "database", JsonLimits.DOCUMENT),
                    labels.computeIfAbsent(one.device, choices::labels)));
        }
        return items;
    }

    /** Each joins the first cluster whose founder it looks like, or founds one. */
    private List<Integer> clusters(List<Open> open) {
        record Founder(String model, float[] features, int number) {
        }
        var founders = new ArrayList<Founder>();
        var numbers = new ArrayList<Integer>();
        for (var one : open) {
            var features = one.features == null ? null : vector(one.features);
            if (features == null) {
                numbers.add(null);
                continue;
            }
            var found = founders.stream().filter(founder -> java.util.Objects.equals(founder.model, one.model)
                    && founder.features.length == features.length && cosine(founder.features, features) >= ALIKE)
                    .findFirst();
            numbers.add(found.map(Founder::number).orElseGet(() -> {
                founders.add(new Founder(one.model, features, founders.size()));
                return founders.size() - 1;
            }));
        }
        return numbers;
    }

    /**
     * The event among the latest of its device that have features of the same model.
     *
     * @throws Problem 404 there is no such event, or it has no features
     */
    public List<Point> around(long event) {
        var centre = db.first("select device, model, dimensions, features from drift_event where id = ?",
                row -> new Centre(row.number("device"), row.text("model"), row.count("dimensions"), row.text("features")),
                event).orElseThrow(() -> Problem.missing("drift event " + event));
        if (centre.features == null) {
            throw Problem.missing("vector of it");
        }
        var near = db.list("select x.id, x.features, x.label, (select v.label from drift_validation v where v.event = x.id "
                + "and v.label is not null order by v.at desc limit 1) as truth from drift_event x where x.device = ? "
                + "and x.model is not distinct from ? and x.dimensions = ? and x.features is not null "
                + "order by x.id = ? desc, x.at desc limit ?", row -> new Neighbour(row.number("id"), row.text("features"),
                row.text("truth") == null ? row.text("label") : row.text("truth"), row.text("truth") != null),
                centre.device, centre.model, centre.dimensions, event, SURROUNDINGS);
        var vectors = new ArrayList<float[]>();
        var known = new ArrayList<Neighbour>();
        for (var one : near) {
            var vector = vector(one.features);
            if (vector != null) {
                vectors.add(vector);
                known.add(one);
            }
        }
        var prototypes = prototypes(centre);
        prototypes.forEach(prototype -> vectors.add(prototype.features()));
        var plane = Projection.plane(vectors);
        var points = new ArrayList<Point>();
        for (var i = 0; i < prototypes.size(); i++) {
            var place = plane[known.size() + i];
            points.add(new Point(null, place[0], place[1], prototypes.get(i).label(), "prototype"));
        }
        for (var i = 0; i < known.size(); i++) {
            points.add(new Point(known.get(i).id, plane[i][0], plane[i][1], known.get(i).label,
                    known.get(i).id == event ? "here" : known.get(i).judged ? "judged" : "open"));
        }
        return points;
    }

    /** Those that the device has in use, if they are of the event's model. */
    private List<PrototypeLine> prototypes(Centre centre) {
        var key = db.first("select prototypes from device_model where device = ? and model = ? and prototypes is not null",
                row -> row.text("prototypes"), centre.device, centre.model);
        var prototypes = new ArrayList<PrototypeLine>();
        if (key.isPresent()) {
            try (var in = attachments.open(key.get()).orElse(InputStream.nullInputStream());
                    var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    var one = Json.read(line, PrototypeLine.class, key.get());
                    if (one.features().length == centre.dimensions) {
                        prototypes.add(one);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return prototypes;
    }

    /** @return null if it was deleted meanwhile, or cannot be read: the event can be judged without it */
    private float[] vector(String key) {
        try {
            return attachments.vector(key);
        } catch (IOException gone) {
            return null;
        }
    }

    private static double cosine(float[] a, float[] b) {
        double product = 0;
        double lengthA = 0;
        double lengthB = 0;
        for (var i = 0; i < a.length; i++) {
            product += a[i] * b[i];
            lengthA += a[i] * a[i];
            lengthB += b[i] * b[i];
        }
        return lengthA == 0 || lengthB == 0 ? 0 : product / Math.sqrt(lengthA * lengthB);
    }
}
