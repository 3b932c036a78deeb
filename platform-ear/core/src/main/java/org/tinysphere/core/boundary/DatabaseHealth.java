package org.tinysphere.core.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.DbException;

/** Ready for requests: the database answers. */
@Readiness
@ApplicationScoped
public class DatabaseHealth implements HealthCheck {
    @Inject
    private Db db;

    @Override
    public HealthCheckResponse call() {
        var health = HealthCheckResponse.named("database");
        try {
            return health.status(db.first("select 1 as one", row -> "").isPresent()).build();
        } catch (DbException e) {
            return health.down().withData("reason", e.getMessage()).build();
        }
    }
}
