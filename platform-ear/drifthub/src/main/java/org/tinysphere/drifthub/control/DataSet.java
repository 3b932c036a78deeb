package org.tinysphere.drifthub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.tinysphere.core.control.Csv;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Row;

/**
 * Pictures that people have named, for training: a folder a label, as {@code tinylcm pack --images} takes it, and
 * {@code labels.csv} that says where each comes from. Written as it is read; memory does not depend on its size.
 */
@ApplicationScoped
public class DataSet {
    /** Most pictures of one export. */
    public static final int MOST = 100_000;
    private static final int PAGE = 200;
    private static final String HEADER = Csv.line("file", "label", "source", "device", "id", "frame", "time",
            "predicted", "validators", "agreement");
    @Inject
    private Db db;
    @Inject
    private Attachments attachments;

    /**
     * Each may be null: no matter.
     *
     * @param device its id
     * @param group its name
     * @param label the people's
     * @param from when the picture was taken
     * @param to exclusive
     */
    public record Selection(String device, String group, String label, Instant from, Instant to) {
    }

    private record Item(long number, String label, String source, String device, String id, long frame, Instant at,
            String predicted, String image, long validators, double agreement) {
    }

    /** How many pictures there are. */
    public long count(Selection selection) {
        var count = 0L;
        for (var subject : Subject.values()) {
            var filter = filter(subject, selection);
            count += db.first("select count(*) as n" + from(subject) + filter.where(), row -> row.number("n"),
                    filter.parameters()).orElseThrow();
        }
        return count;
    }

    /**
     * Writes a zip.
     *
     * @throws IOException the receiver is gone, or the store
     */
    public void write(Selection selection, OutputStream out) throws IOException {
        var folders = new Folders();
        var table = Files.createTempFile("labels", ".csv");
        try (var zip = new ZipOutputStream(out)) {
            // Pictures are compressed already.
            zip.setLevel(Deflater.NO_COMPRESSION);
            try (var lines = Files.newBufferedWriter(table)) {
                lines.write(HEADER);
                for (var subject : Subject.values()) {
                    pictures(subject, selection, folders, zip, lines);
                }
            }
            zip.setLevel(Deflater.DEFAULT_COMPRESSION);
            zip.putNextEntry(new ZipEntry("labels.csv"));
            Files.copy(table, zip);
            zip.closeEntry();
        } finally {
            Files.delete(table);
        }
    }

    private void pictures(Subject subject, Selection selection, Folders folders, ZipOutputStream zip, Writer lines)
            throws IOException {
        var after = 0L;
        List<Item> page;
        do {
            page = page(subject, selection, after);
            for (var item : page) {
                picture(item, folders, zip, lines);
                after = item.number;
            }
        } while (page.size() == PAGE);
    }

    /** A picture that retention took since is in the table without a file. */
    private void picture(Item item, Folders folders, ZipOutputStream zip, Writer lines) throws IOException {
        var file = "";
        var picture = attachments.open(item.image);
        if (picture.isPresent()) {
            try (var in = picture.get()) {
                file = folders.of(item.label) + '/' + item.source + '-' + item.number + '.'
                        + Pictures.ofObject(item.image).extension();
                zip.putNextEntry(new ZipEntry(file));
                in.transferTo(zip);
                zip.closeEntry();
            }
        }
        lines.write(Csv.line(file, item.label, item.source, item.device, item.id, item.frame, item.at,
                item.predicted, item.validators, item.agreement));
    }

    private List<Item> page(Subject subject, Selection selection, long after) {
        var filter = filter(subject, selection);
        return db.list("select x.id as number, v.label, d.id as device, x." + subject.idColumn() + " as own_id, "
                + "x.frame, x.at, x." + subject.predictedColumn() + " as predicted, x.image, v.n, v.agreement"
                + from(subject) + filter.where() + " and x.id > ? order by x.id limit " + PAGE,
                row -> item(subject, row), filter.parameters(after));
    }

    private static Item item(Subject subject, Row row) throws SQLException {
        return new Item(row.number("number"), row.text("label"), subject.column(), row.text("device"),
                row.text("own_id"), row.number("frame"), row.time("at"), row.text("predicted"), row.text("image"),
                row.number("n"), row.real("agreement"));
    }

    /** The label is that of the latest verdict on the side that won, which is what the device was told too. */
    private static String from(Subject subject) {
        return " from " + subject.table() + " x join device d on d.number = x.device join lateral (select count(*) as n, "
                + "avg((v.verdict = w.verdict)::int) as agreement, (array_agg(v.label order by v.at desc, v.id desc) "
                + "filter (where v.verdict = w.verdict and v.label is not null))[1] as label "
                + "from drift_validation v, (select case x.state when 'validated' then '" + Validations.TRUE_DRIFT
                + "' else '" + Validations.FALSE_ALARM + "' end as verdict) w where v." + subject.column()
                + " = x.id) v on v.label is not null where x.state in ('validated', 'rejected') "
                + "and x.image is not null and ";
    }

    private static Filter filter(Subject subject, Selection selection) {
        return new Filter().device(selection.device).group(selection.group).and("v.label = ?", selection.label)
                .between(selection.from, selection.to);
    }

    /** A folder's name a label: what file systems take, and never one for two labels. */
    private static final class Folders {
        private final Map<String, String> byLabel = new HashMap<>();
        private final Set<String> taken = new HashSet<>();

        String of(String label) {
            return byLabel.computeIfAbsent(label, text -> {
                var plain = text.strip().replaceAll("[^\\p{L}\\p{N} ._-]", "_").replaceAll("^\\.+|[. ]+$", "_");
                var name = plain.substring(0, Math.min(100, plain.length()));
                var free = name;
                for (var i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
                    free = name + '-' + i;
                }
                return free;
            });
        }
    }
}
