package org.tinylcm.quarantine.internal;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.tinylcm.durable.FileOps;
import org.tinylcm.ops.DataFolder;
import org.tinylcm.quarantine.Quarantine;
import org.tinylcm.quarantine.QuarantinedSample;

/**
 * Samples in memory, and a log of what happened to them on disk, written by a thread of its own. The age of a sample is
 * counted in running time, so that a jump of the clock expires nothing.
 *
 * <p>Samples belong to a pack. The first sample with another number of features shows that the pack was changed: all
 * others are dropped then, with one line in the log. Packs of the same dimension cannot be told apart here: whoever
 * changes the pack clears the quarantine.
 */
@Component(configurationPid = "org.tinylcm.quarantine")
@Designate(ocd = PersistentQuarantine.Config.class)
public final class PersistentQuarantine implements Quarantine {
    private static final System.Logger LOGGER = System.getLogger(PersistentQuarantine.class.getName());

    /** Configuration. */
    @ObjectClassDefinition(name = "Quarantine", description = "Odd samples that wait for an adaptation")
    @interface Config {
        @AttributeDefinition(min = "1", max = "100000",
                description = "Samples to keep; beyond it the oldest settled ones go first, then the oldest pending")
        int max_samples() default 500;

        @AttributeDefinition(min = "1", max = "87600",
                description = "Hours of running time after which a sample is forgotten")
        int max_age_hours() default 168;

        @AttributeDefinition(min = "0", max = "60000",
                description = "Milliseconds after which a new sample is safe from a power cut")
        int sync_millis() default 1000;

        @AttributeDefinition(required = false, description = "Folder; empty for quarantine below the data folder")
        String dir() default "";
    }

    private final Journal journal;

    @Activate
    public PersistentQuarantine(BundleContext context, Config config) {
        this(FileOps.disk(), config.dir().isBlank() ? DataFolder.of(context, "quarantine") : Path.of(config.dir()),
                config.max_samples(), TimeUnit.HOURS.toMillis(config.max_age_hours()), config.sync_millis(),
                System::nanoTime);
    }

    PersistentQuarantine(FileOps ops, Path folder, int maxSamples, long maxAgeMillis, long syncMillis,
            LongSupplier nanoTime) {
        journal = new Journal(ops, folder.resolve("quarantine.log"), new Shelf(maxSamples, maxAgeMillis),
                new RunningTime(nanoTime), syncMillis);
        journal.start();
    }

    @Deactivate
    void close() {
        journal.close();
    }

    @Override
    public void offer(QuarantinedSample sample) {
        if (sample.features().length > EntryEncoder.MAX_DIMENSION) {
            throw new IllegalArgumentException(sample.features().length + " features, at most "
                    + EntryEncoder.MAX_DIMENSION);
        }
        var dropped = journal.add(time -> List.of(new Entry.Offered(time, sample)));
        if (dropped > 0) {
            LOGGER.log(System.Logger.Level.INFO, "dropped {0} samples of another pack: the new ones have {1} features",
                    dropped, sample.features().length);
        }
    }

    @Override
    public List<QuarantinedSample> samples() {
        return journal.kept();
    }

    /** @throws UncheckedIOException the change is made, but not on disk; it will be as soon as the disk allows it */
    @Override
    public void mark(Collection<String> ids, QuarantinedSample.Status status, String label) {
        var all = List.copyOf(ids);
        journal.add(time -> {
            var entries = new ArrayList<Entry>();
            for (var from = 0; from < all.size(); from += EntryEncoder.MAX_IDS) {
                entries.add(new Entry.Marked(time, all.subList(from, Math.min(all.size(), from + EntryEncoder.MAX_IDS)),
                        status, label));
            }
            return entries;
        });
        journal.flush();
    }

    /** @throws UncheckedIOException it is forgotten, but not on disk; it will be as soon as the disk allows it */
    @Override
    public void clear() {
        journal.add(time -> List.of(new Entry.Cleared(time)));
        journal.flush();
    }

    /** @throws UncheckedIOException the disk does not allow it */
    @Override
    public void flush() {
        journal.flush();
    }

    /**
     * Beside those of the contract: {@code other_dimension} dropped as samples of another pack, {@code unsaved} changes
     * that are in memory only at the moment, {@code write_errors} and {@code damaged} records found at the start.
     */
    @Override
    public Map<String, Long> counters() {
        return new LinkedHashMap<>(journal.counters());
    }
}
