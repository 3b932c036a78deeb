package org.tinysphere.datahub.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.PackageDoc;
import org.tinysphere.core.control.Compression;
import org.tinysphere.core.control.Secrets;
import org.tinysphere.core.control.WorkHandler.GiveUp;

class PackageUnpackerTest {
    private static final byte[] ONE = "one\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] TWO = new byte[3000];
    @TempDir
    private Path folder;
    private Members members;

    private record Entry(String name, byte flag, String link, byte[] bytes) {
        Entry(String name, byte[] bytes) {
            this(name, TarConstants.LF_NORMAL, "", bytes);
        }
    }

    private static Entry metadata(String device, List<PackageDoc.FileEntry> files) {
        return new Entry("metadata.json", Json.write(new PackageDoc(1, "p-1", device, "metrics", Instant.EPOCH, "0.1.0",
                null, files)).getBytes(StandardCharsets.UTF_8));
    }

    private static PackageDoc.FileEntry file(String name, byte[] bytes) {
        return new PackageDoc.FileEntry(name, bytes.length,
                HexFormat.of().formatHex(Secrets.sha256().digest(bytes)), null, null);
    }

    private static Entry inventory() {
        return metadata("d-1", List.of(file("one.jsonl", ONE), file("two.png", TWO)));
    }

    private static byte[] tar(Entry... entries) {
        var out = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(out, 512)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            for (var one : entries) {
                var entry = new TarArchiveEntry(one.name, one.flag, true);
                entry.setLinkName(one.link);
                entry.setSize(one.bytes.length);
                tar.putArchiveEntry(entry);
                tar.write(one.bytes);
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] zstd(byte[] bytes, int windowLog) {
        var out = new ByteArrayOutputStream();
        try (var zstd = new ZstdOutputStreamNoFinalizer(out, 3)) {
            zstd.setChecksum(true).setWindowLog(windowLog);
            zstd.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] zstd(byte[] bytes) {
        return zstd(bytes, 21);
    }

    private static byte[] good() {
        return tar(inventory(), new Entry("one.jsonl", ONE), new Entry("two.png", TWO));
    }

    @BeforeEach
    void begin() {
        members = new Members(-1, folder);
    }

    @AfterEach
    void nothingStaysBehind() throws IOException {
        // A changed byte of the packed stream can change a name in the inventory and in the tar alike.
        assertThat(members.byName().keySet()).allMatch(name -> name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*"));
        members.close();
        assertThat(folder).isEmptyDirectory();
    }

    private PackageDoc unpack(byte[] packed) throws GiveUp {
        return unpack(packed, -1);
    }

    /** @param small most bytes that are kept in memory */
    private PackageDoc unpack(byte[] packed, long small) throws GiveUp {
        try {
            nothingStaysBehind();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        members = new Members(small, folder);
        return new PackageUnpacker(new PackageUnpacker.Expected("p-1", "d-1", "metrics", packed.length), members)
                .unpack(new ByteArrayInputStream(packed));
    }

    private void refused(String why, Entry... entries) {
        assertThatThrownBy(() -> unpack(gzip(tar(entries)))).isInstanceOf(GiveUp.class).hasMessageContaining(why);
    }

    @Test
    void whatTheInventorySaysIsThere() throws Exception {
        for (var small : new long[] {-1, Members.SMALL}) {
            var metadata = unpack(gzip(good()), small);

            assertThat(metadata.files()).hasSize(2);
            assertThat(members.byName()).containsOnlyKeys("one.jsonl", "two.png");
            assertThat(members.byName().get("one.jsonl").read()).isEqualTo(ONE);
            assertThat(members.byName().get("two.png").read()).isEqualTo(TWO);
            assertThat(members.byName().get("two.png").bytes()).isEqualTo(TWO.length);
        }
    }

    @Test
    void onlyWhatIsLargeTouchesTheDisk() throws Exception {
        unpack(gzip(good()), ONE.length + TWO.length);
        assertThat(folder).isEmptyDirectory();

        unpack(gzip(good()), ONE.length + TWO.length - 1);
        assertThat(folder).isNotEmptyDirectory();
    }

    @Test
    void zstdIsToldByItsFirstBytes() throws Exception {
        assertThat(Compression.taken()).containsExactly("gzip", "zstd");
        assertThat(unpack(zstd(good())).files()).hasSize(2);
        assertThat(unpack(zstd(good(), 23)).files()).hasSize(2);
        assertThat(members.byName().get("one.jsonl").read()).isEqualTo(ONE);
    }

    @Test
    void zstdThatWantsALargeWindowIsRefusedBeforeItGetsIt() {
        for (var log : List.of(24, 27)) {
            assertThatThrownBy(() -> unpack(zstd(good(), log))).isInstanceOf(GiveUp.class)
                    .hasMessageContaining("too much memory");
        }
    }

    @Test
    void zstdHasTheSameLimitsAsGzip() {
        var zeros = new byte[20 << 20];
        var bomb = tar(metadata("d-1", List.of(file("one.jsonl", zeros))), new Entry("one.jsonl", zeros));
        assertThatThrownBy(() -> unpack(zstd(bomb))).isInstanceOf(GiveUp.class)
                .hasMessageContaining("unpack to more than");
        assertThat(members.byName()).isEmpty();
        assertThatThrownBy(() -> unpack(zstd(tar(inventory(), new Entry("x", TarConstants.LF_GNUTYPE_LONGNAME, "",
                new byte[50 << 20]))))).isInstanceOf(GiveUp.class).hasMessageContaining("header is too long");
    }

    @Test
    void zstdEndsWhereItEnds() {
        var packed = zstd(good());
        assertThatThrownBy(() -> unpack(Arrays.copyOf(packed, packed.length - 3))).isInstanceOf(GiveUp.class);
        assertThatThrownBy(() -> unpack(Arrays.copyOf(packed, packed.length + 9))).isInstanceOf(GiveUp.class);
        packed[packed.length - 1] ^= 1;
        assertThatThrownBy(() -> unpack(packed)).isInstanceOf(GiveUp.class).hasMessageContaining("checksum");
        assertThatThrownBy(() -> unpack(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd})).isInstanceOf(GiveUp.class);
        assertThatThrownBy(() -> unpack(new byte[0])).isInstanceOf(GiveUp.class);
    }

    @Test
    void aPackageWithoutADeviceIsOfItsCaller() throws Exception {
        assertThat(unpack(gzip(tar(metadata(null, List.of())))).deviceId()).isNull();
    }

    @Test
    void theMetadataComesFirstAndIsOfTheCaller() {
        refused("metadata.json", new Entry("one.jsonl", ONE), inventory());
        refused("'deviceId' must be 'd-1'", metadata("d-2", List.of()));
        refused("packageId", new Entry("metadata.json", "{}".getBytes(StandardCharsets.UTF_8)));
        refused("at most", new Entry("metadata.json", new byte[(1 << 20) + 1]));
        for (var expected : List.of(new PackageUnpacker.Expected("p-2", "d-1", "metrics", 9000),
                new PackageUnpacker.Expected("p-1", "d-1", "model", 9000))) {
            assertThatThrownBy(() -> new PackageUnpacker(expected, members).unpack(new ByteArrayInputStream(
                    gzip(good())))).isInstanceOf(GiveUp.class).hasMessageContaining("metadata.json");
        }
    }

    @Test
    void membersAreThoseOfTheInventoryInItsOrder() {
        refused("member 'two.png' is missing", inventory(), new Entry("one.jsonl", ONE));
        refused("'two.png'", inventory(), new Entry("two.png", TWO), new Entry("one.jsonl", ONE));
        refused("'three' is not in the inventory", inventory(), new Entry("one.jsonl", ONE), new Entry("two.png", TWO),
                new Entry("three", ONE));
        refused("'one.jsonl'", inventory(), new Entry("one.jsonl", ONE), new Entry("one.jsonl", ONE));
        refused("must have 4 bytes", inventory(), new Entry("one.jsonl", TWO));
        refused("SHA-256", inventory(), new Entry("one.jsonl", "two\n".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void namesDoNotLeadOutOfTheFolder() {
        for (var name : List.of("../one.jsonl", "/etc/one.jsonl", "a/one.jsonl", "./one.jsonl", "..",
                "one.jsonl\0x", "a".repeat(300))) {
            assertThatThrownBy(() -> unpack(gzip(tar(inventory(), new Entry(name, ONE))))).as(name)
                    .isInstanceOf(GiveUp.class);
        }
        assertThatThrownBy(() -> file("../one", ONE)).isInstanceOf(IllegalArgumentException.class);
        refused("twice", new Entry("metadata.json", Json.write(metadataTwice()).getBytes(StandardCharsets.UTF_8)));
        assertThat(folder.getParent().resolve("one.jsonl")).doesNotExist();
    }

    private static com.google.gson.JsonObject metadataTwice() {
        var tree = com.google.gson.JsonParser.parseString(new String(inventory().bytes, StandardCharsets.UTF_8))
                .getAsJsonObject();
        var files = tree.getAsJsonArray("files");
        var again = files.get(0).deepCopy().getAsJsonObject();
        again.addProperty("path", "ONE.jsonl");
        files.add(again);
        return tree;
    }

    @Test
    void linksFoldersAndDevicesAreNoMembers() {
        for (var flag : new byte[] {TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_DIR,
            TarConstants.LF_CHR, TarConstants.LF_BLK, TarConstants.LF_FIFO, TarConstants.LF_CONTIG,
            TarConstants.LF_GNUTYPE_SPARSE}) {
            assertThatThrownBy(() -> unpack(gzip(tar(inventory(), new Entry("one.jsonl", flag, "/etc/passwd",
                    new byte[0]))))).as("flag " + flag).isInstanceOf(GiveUp.class);
        }
        assertThat(members.byName()).isEmpty();
    }

    @Test
    void aNameThatDoesNotEndIsNotReadToItsEnd() {
        var packed = gzip(tar(inventory(), new Entry("x", TarConstants.LF_GNUTYPE_LONGNAME, "", new byte[50 << 20])));

        assertThatThrownBy(() -> unpack(packed)).isInstanceOf(GiveUp.class).hasMessageContaining("header is too long");
    }

    @Test
    void aBombIsRefusedBeforeItIsWritten() {
        var zeros = new byte[20 << 20];

        refused("unpack to more than", metadata("d-1", List.of(file("one.jsonl", zeros))),
                new Entry("one.jsonl", zeros));

        assertThat(members.byName()).isEmpty();
    }

    @Test
    void nothingIsBehindTheEnd() {
        var more = Arrays.copyOf(good(), good().length + 100);
        more[more.length - 1] = 1;
        assertThatThrownBy(() -> unpack(gzip(more))).isInstanceOf(GiveUp.class).hasMessageContaining("behind the end");
        var packed = gzip(good());
        packed[packed.length - 6] ^= 1;
        assertThatThrownBy(() -> unpack(packed)).isInstanceOf(GiveUp.class);
        assertThatThrownBy(() -> unpack(Arrays.copyOf(packed, packed.length / 2))).isInstanceOf(GiveUp.class);
    }

    @Test
    void aStoreThatFailsIsNotThePackagesFault() {
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }
        };

        assertThatThrownBy(() -> new PackageUnpacker(new PackageUnpacker.Expected("p-1", "d-1", "metrics", 1), members)
                .unpack(broken)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void whateverIsChangedInAPackageItIsReadOrRefused() throws Exception {
        var random = new SplittableRandom(7);
        var tar = good();
        var packed = List.of(gzip(tar), zstd(tar));
        var refused = new ArrayList<String>();
        for (var i = 0; i < 4000; i++) {
            var inside = i % 2 == 0;
            var changed = (inside ? tar : packed.get(i / 2 % 2)).clone();
            for (var n = random.nextInt(1, 4); n > 0; n--) {
                // Headers have the most to get wrong.
                var at = inside && random.nextBoolean() ? random.nextInt(3) * 512 + random.nextInt(512)
                        : random.nextInt(changed.length);
                changed[at] = (byte) random.nextInt(256);
            }
            try {
                unpack(inside ? gzip(changed) : changed, i % 3 == 0 ? Members.SMALL : -1);
            } catch (GiveUp e) {
                refused.add(e.getMessage());
            }
        }
        assertThat(refused).hasSizeGreaterThan(1000);
    }
}
