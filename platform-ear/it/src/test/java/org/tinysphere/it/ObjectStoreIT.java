package org.tinysphere.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tinysphere.core.control.FolderStore;
import org.tinysphere.core.control.ObjectStore;
import org.tinysphere.core.control.S3Store;

/** What both stores promise; the second one speaks with a real server of the S3 protocol. */
class ObjectStoreIT {
    @TempDir
    private static Path folder;
    private static S3Server server;
    private static ObjectStore s3;

    static Stream<ObjectStore> stores() throws IOException {
        if (s3 == null) {
            server = S3Server.start(folder.resolve("s3"));
            s3 = new S3Store(server.endpoint(), S3Server.ACCESS_KEY, S3Server.SECRET_KEY, S3Server.BUCKET, null);
        }
        return Stream.of(new FolderStore(folder.resolve("files")), s3);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        new SplittableRandom(length).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @MethodSource("stores")
    void whatWasPutComesBack(ObjectStore store) throws IOException {
        for (var length : new int[] {0, 1, 70_000, 25_000_000}) {
            var key = "packages/d-abc/" + length + ".tar";
            assertThat(store.put(key, new ByteArrayInputStream(bytes(length)))).isEqualTo(length);

            try (var in = store.open(key).orElseThrow()) {
                assertThat(in.readAllBytes()).isEqualTo(bytes(length));
            }
            assertThat(store.info(key).orElseThrow().bytes()).isEqualTo(length);
        }
    }

    @ParameterizedTest
    @MethodSource("stores")
    void writingAgainReplacesAndDeletingRemoves(ObjectStore store) throws IOException {
        store.put("models/m.tlcm", new ByteArrayInputStream(bytes(10)));
        store.put("models/m.tlcm", new ByteArrayInputStream(bytes(20)));

        assertThat(store.info("models/m.tlcm").orElseThrow().bytes()).isEqualTo(20);
        assertThat(store.delete("models/m.tlcm")).isTrue();
        assertThat(store.delete("models/m.tlcm")).isFalse();
        assertThat(store.open("models/m.tlcm")).isEmpty();
        assertThat(store.info("models/m.tlcm")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("stores")
    void anUploadThatBreaksOffLeavesNothingBehind(ObjectStore store) throws IOException {
        var broken = new SequenceInputStream(new ByteArrayInputStream(bytes(12_000_000)), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the line is dead");
            }
        });

        assertThatThrownBy(() -> store.put("drift/broken.json", broken)).isInstanceOf(IOException.class);

        assertThat(store.info("drift/broken.json")).isEmpty();
        assertThat(store.list("drift/", "", 10).objects()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("stores")
    void whatIsStagedIsThereOnceItHasAName(ObjectStore store) throws IOException {
        store.put("staged/one", new ByteArrayInputStream(bytes(5)));
        try (var staged = store.stage(new ByteArrayInputStream(bytes(70_000)))) {
            assertThat(store.list("staged/", "", 10).objects()).hasSize(1);
            assertThatThrownBy(() -> staged.name("../outside")).isInstanceOf(IllegalArgumentException.class);
            staged.name("staged/one");
        }
        try (var dropped = store.stage(new ByteArrayInputStream(bytes(9)))) {
            assertThat(dropped).isNotNull();
        }

        try (var in = store.open("staged/one").orElseThrow()) {
            assertThat(in.readAllBytes()).isEqualTo(bytes(70_000));
        }
        assertThat(store.list("staged/", "", 10).objects()).hasSize(1);
        assertThat(store.list("uploads/", "", 10).objects()).isEmpty();
    }

    @Test
    void anotherNodeThatStartsLeavesWhatIsBeingWritten() throws IOException {
        var shared = folder.resolve("shared");
        try (var staged = new FolderStore(shared).stage(new ByteArrayInputStream(bytes(7)))) {
            var other = new FolderStore(shared);
            staged.name("a/b");

            assertThat(other.info("a/b").orElseThrow().bytes()).isEqualTo(7);
        }
        var left = Files.createFile(shared.resolve("incoming/left"));
        Files.setLastModifiedTime(left, FileTime.from(
                Instant.now().minus(Duration.ofDays(2))));
        assertThat(new FolderStore(shared).list("", "", 10).objects()).hasSize(1);
        assertThat(left).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("stores")
    void listsByNameInPages(ObjectStore store) throws IOException {
        for (var i = 0; i < 25; i++) {
            store.put(String.format("list/%d/e-%02d.json", i % 3, i), new ByteArrayInputStream(bytes(i)));
        }
        store.put("listing.json", new ByteArrayInputStream(bytes(1)));
        var names = new java.util.ArrayList<String>();
        var after = "";
        while (after != null) {
            var page = store.list("list/", after, 7);
            assertThat(page.objects()).hasSizeLessThanOrEqualTo(7);
            page.objects().forEach(object -> names.add(object.key()));
            after = page.next();
        }

        assertThat(names).hasSize(25).isSorted().doesNotHaveDuplicates();
        assertThat(store.list("list/1/e-0", "", 100).objects()).hasSize(3);
        assertThat(store.list("nowhere/", "", 10).objects()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("stores")
    void namesThatLeadOutsideAreRefused(ObjectStore store) {
        for (var key : new String[] {"", "/etc/passwd", "../x", "a/../b", "a//b", "a/./b", ".hidden", "a\\b", "a b",
            "a/", "a\0b", "ä", "x".repeat(401), "a/b/c/d/e/f/g/h/i/j/k/l/m"}) {
            assertThatThrownBy(() -> store.put(key, InputStream.nullInputStream())).as(key)
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store.open(key)).as(key).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aFolderStoreKeepsNoEmptyFoldersHoweverManyPutAndDelete() throws Exception {
        var root = folder.resolve("tidy");
        var store = new FolderStore(root);
        var threads = Executors.newFixedThreadPool(4);
        try {
            var tasks = new ArrayList<Callable<Void>>();
            for (var t = 0; t < 4; t++) {
                var own = "a/b/" + t;
                tasks.add(() -> {
                    for (var i = 0; i < 300; i++) {
                        store.put(own, new ByteArrayInputStream(bytes(3)));
                        assertThat(store.delete(own)).isTrue();
                    }
                    return null;
                });
            }
            for (var done : threads.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(root.resolve("objects")).isEmptyDirectory();
    }
}
