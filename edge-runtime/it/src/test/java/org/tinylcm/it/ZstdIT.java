package org.tinylcm.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.sync.client.FakePlatform;

/** A device that somebody gave the optional bundle. (All other tests of a device are without it.) */
class ZstdIT {
    @TempDir
    Path data;

    @Test
    void withTheBundleBesideItADevicePacksInZstd() throws Exception {
        try (var platform = new FakePlatform()) {
            platform.interval = 1;
            platform.compressions = List.of("gzip", "zstd");
            var properties = Container.device(data, Container.sample("clothes.tlcm"));
            properties.put("tinylcm.config:org.tinylcm.source.directory/path",
                    Container.sample("streams/novel-class.csv").toString());
            properties.put("tinylcm.config:org.tinylcm.source.directory/loop", "true");
            properties.put("tinylcm.config:org.tinylcm.sync/url", platform.url());
            properties.put("tinylcm.config:org.tinylcm.sync/collect.seconds", "10");
            try (var container = Container.start(properties, bundle())) {
                var upload = Container.await("a package in zstd", () -> platform.uploads.values().stream()
                        .filter(u -> u.completions() == 1 && "application/zstd".equals(u.mediaType())).findFirst()
                        .orElse(null));

                assertThat(container.bundle("com.github.luben.zstd-jni").getBundleContext()).isNotNull();
                try (var in = new ZstdInputStream(new ByteArrayInputStream(upload.content()))) {
                    assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
                            .startsWith("metadata.json").contains("\"packageType\"");
                }
            }
        }
    }

    /** As it comes from Maven. */
    private static Path bundle() throws URISyntaxException {
        return Path.of(ZstdInputStream.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
