package org.tinysphere.core.control;

import org.eclipse.microprofile.config.ConfigProvider;
import org.postgresql.ds.PGSimpleDataSource;

/** Where the server's pool gets its connections from: the database that the environment names. */
public class PlatformDataSource extends PGSimpleDataSource {
    private static final long serialVersionUID = 1L;

    public PlatformDataSource() {
        var config = ConfigProvider.getConfig();
        setUrl(config.getValue("TINYSPHERE_DB_URL", String.class));
        setUser(config.getOptionalValue("TINYSPHERE_DB_USER", String.class).orElse("postgres"));
        setPassword(config.getOptionalValue("TINYSPHERE_DB_PASSWORD", String.class).orElse(""));
        setApplicationName("tinysphere");
        setReWriteBatchedInserts(true);
        // Texts fit jsonb columns without casts.
        setProperty(org.postgresql.PGProperty.STRING_TYPE, "unspecified");
    }
}
