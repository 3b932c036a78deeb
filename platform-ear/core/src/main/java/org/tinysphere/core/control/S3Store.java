package org.tinysphere.core.control;

import io.minio.BucketExistsArgs;
import io.minio.CopyObjectArgs;
import io.minio.CopySource;
import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;

/** Objects in a private bucket of any S3 store. Uploads of unknown length go in parts of 10 MiB. */
public final class S3Store implements ObjectStore {
    private static final Logger LOG = System.getLogger(S3Store.class.getName());
    private static final long PART = 10L << 20;
    private static final String BINARY = "application/octet-stream";
    private final MinioClient client;
    private final String bucket;

    /** @param region null for the store's own */
    public S3Store(String endpoint, String accessKey, String secretKey, String bucket, String region)
            throws IOException {
        var builder = MinioClient.builder().endpoint(endpoint).credentials(accessKey, secretKey);
        this.client = (region == null ? builder : builder.region(region)).build();
        this.bucket = bucket;
        call(() -> {
            if (!client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
                client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
            }
            return null;
        });
    }

    @Override
    public long put(String key, InputStream content) throws IOException {
        ObjectKeys.check(key);
        var counted = new CountedStream(content);
        call(() -> client.putObject(PutObjectArgs.builder().bucket(bucket).object(key).contentType(BINARY)
                .stream(counted, -1, PART).build()));
        return counted.count();
    }

    @Override
    public Optional<InputStream> open(String key) throws IOException {
        ObjectKeys.check(key);
        return found(() -> client.getObject(GetObjectArgs.builder().bucket(bucket).object(key).build()));
    }

    @Override
    public Optional<InputStream> open(String key, long from) throws IOException {
        ObjectKeys.check(key);
        return found(() -> client.getObject(GetObjectArgs.builder().bucket(bucket).object(key).offset(from).build()));
    }

    @Override
    public Optional<Info> info(String key) throws IOException {
        ObjectKeys.check(key);
        return found(() -> client.statObject(StatObjectArgs.builder().bucket(bucket).object(key).build()))
                .map(stat -> new Info(key, stat.size(), stat.lastModified().toInstant()));
    }

    /** Under a name that the clean-up of uploads looks at: S3 has no objects without one, and renames by copying. */
    @Override
    public Staged stage(InputStream content) throws IOException {
        var fresh = "uploads/" + UUID.randomUUID();
        put(fresh, content);
        return new Staged() {
            @Override
            public void name(String key) throws IOException {
                ObjectKeys.check(key);
                call(() -> client.copyObject(CopyObjectArgs.builder().bucket(bucket).object(key)
                        .source(CopySource.builder().bucket(bucket).object(fresh).build()).build()));
            }

            @Override
            public void close() {
                try {
                    delete(fresh);
                } catch (IOException e) {
                    LOG.log(Level.WARNING, "An upload stays behind: {0}", e.getMessage());
                }
            }
        };
    }

    @Override
    public boolean delete(String key) throws IOException {
        if (info(key).isEmpty()) {
            return false;
        }
        call(() -> {
            client.removeObject(RemoveObjectArgs.builder().bucket(bucket).object(key).build());
            return null;
        });
        return true;
    }

    @Override
    public Listing list(String prefix, String after, int limit) throws IOException {
        ObjectKeys.checkPrefix(prefix);
        return call(() -> {
            var arguments = ListObjectsArgs.builder().bucket(bucket).prefix(prefix).recursive(true)
                    .maxKeys(Math.min(1000, limit + 1));
            if (!after.isEmpty()) {
                arguments.startAfter(after);
            }
            var objects = new ArrayList<Info>();
            for (var result : client.listObjects(arguments.build())) {
                if (objects.size() == limit) {
                    return new Listing(objects, objects.get(limit - 1).key());
                }
                var item = result.get();
                objects.add(new Info(item.objectName(), item.size(), item.lastModified().toInstant()));
            }
            return new Listing(objects, null);
        });
    }

    private static <T> Optional<T> found(Callable<T> call) throws IOException {
        try {
            return Optional.of(call(call));
        } catch (Missing e) {
            return Optional.empty();
        }
    }

    private static <T> T call(Callable<T> call) throws IOException {
        try {
            return call.call();
        } catch (ErrorResponseException e) {
            var code = e.errorResponse().code();
            if ("NoSuchKey".equals(code) || "NoSuchObject".equals(code)) {
                throw new Missing(e);
            }
            throw new IOException("S3: " + e.getMessage(), e);
        } catch (MinioException | GeneralSecurityException e) {
            throw new IOException("S3: " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private static final class Missing extends IOException {
        private static final long serialVersionUID = 1L;

        private Missing(Throwable cause) {
            super(cause);
        }
    }
}
