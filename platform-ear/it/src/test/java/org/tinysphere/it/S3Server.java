package org.tinysphere.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;

/** A real server of the S3 protocol, on a folder. */
final class S3Server implements AutoCloseable {
    static final String ACCESS_KEY = "key";
    static final String SECRET_KEY = "secret";
    static final String BUCKET = "tinysphere";
    private final S3Proxy proxy;
    private final Path folder;

    private S3Server(S3Proxy proxy, Path folder) {
        this.proxy = proxy;
        this.folder = folder;
    }

    static S3Server start(Path folder) {
        try {
            var properties = new Properties();
            properties.setProperty("jclouds.filesystem.basedir", Files.createDirectories(folder).toString());
            var blobs = ContextBuilder.newBuilder("filesystem").credentials(ACCESS_KEY, SECRET_KEY)
                    .overrides(properties).build(BlobStoreContext.class).getBlobStore();
            var proxy = S3Proxy.builder().blobStore(blobs).endpoint(URI.create("http://127.0.0.1:0"))
                    .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY).build();
            proxy.start();
            return new S3Server(proxy, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server does not start", e);
        }
    }

    String endpoint() {
        return "http://127.0.0.1:" + proxy.getPort();
    }

    /** Where its files lie. */
    Path bucket() {
        return folder.resolve(BUCKET);
    }

    /** For a platform that is to use it. */
    Map<String, String> settings() {
        return Map.of("TINYSPHERE_S3_ENDPOINT", endpoint(), "TINYSPHERE_S3_ACCESS_KEY", ACCESS_KEY,
                "TINYSPHERE_S3_SECRET_KEY", SECRET_KEY, "TINYSPHERE_S3_BUCKET", BUCKET);
    }

    @Override
    public void close() throws Exception {
        proxy.stop();
    }
}
