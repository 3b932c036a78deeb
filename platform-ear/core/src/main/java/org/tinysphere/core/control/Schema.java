package org.tinysphere.core.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Comparator;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** Brings the schema up to date before anything else starts; several nodes may do so at once. */
@ApplicationScoped
public class Schema {
    /** The schema is there: what works by itself may start. */
    public record Ready() {
    }

    @Inject
    private Settings settings;
    @Inject
    @Any
    private Instance<SchemaPart> parts;
    @Inject
    private Event<Ready> ready;

    /** Core's own part. */
    @ApplicationScoped
    public static class Core implements SchemaPart {
        @Override
        public String name() {
            return "core";
        }

        @Override
        public int order() {
            return 0;
        }
    }

    /** Called once, when the web module starts: only then all of JNDI is there. */
    public void migrate() {
        // A connection of its own: the server's pool is bound to transactions, which DDL and locks should not be.
        var source = new PGSimpleDataSource();
        source.setUrl(settings.databaseUrl());
        source.setUser(settings.databaseUser());
        source.setPassword(settings.databasePassword());
        parts.stream().sorted(Comparator.comparingInt(SchemaPart::order)).forEach(part -> Flyway
                .configure(Schema.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:db/migration/" + part.name())
                .table("schema_" + part.name())
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate());
        ready.fire(new Ready());
    }
}
