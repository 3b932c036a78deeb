package org.tinylcm.updater.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.update.ArtifactDoc;
import org.tinylcm.protocol.update.KeyRingDoc;
import org.tinylcm.protocol.update.ReleaseDoc;
import org.tinylcm.protocol.update.SignedDoc;
import org.tinylcm.release.Ed25519;
import org.tinylcm.release.Forge;
import org.tinylcm.release.RefusedException;
import org.tinylcm.release.RefusedException.Reason;
import org.tinylcm.release.ReleaseSigner;

/**
 * The nine attacks that the TUF specification names and the four that Uptane adds, each made by a platform that is in
 * the attacker's hands, with everything but the keys.
 */
class AttacksTest {
    private static final String KNN = "org.tinylcm.classifier.knn";
    private static final byte[] GOOD = Forge.jar(KNN, "1.1.0", Map.of("a", new byte[5000]));
    private static final byte[] EVIL = Forge.jar(KNN, "1.1.0", Map.of("a", new byte[5001]));
    private static final ArtifactDoc ARTIFACT = Forge.bundle(KNN, "1.1.0", GOOD);
    private static final int BLOCK = 100;

    @TempDir
    Path folder;
    private final KeyPair root = Ed25519.newKeys();
    private final KeyPair signer = Ed25519.newKeys();
    private final KeyPair second = Ed25519.newKeys();
    private final KeyPair thief = Ed25519.newKeys();
    private final FakeTransport platform = new FakeTransport();
    private UpdateDisk disk;
    private Instant now = Forge.NOW;

    @BeforeEach
    void aDeviceThatTrustsOneKey() throws IOException {
        disk = new UpdateDisk(folder.resolve("update"));
        trust(Forge.ring(1, 1, Forge.root(root), Forge.release(signer)));
    }

    // ---- TUF

    @Test
    void arbitraryInstallation() {
        platform.files.put(ARTIFACT.sha256(), Arrays.copyOf(EVIL, GOOD.length));

        refused(Reason.SIGNATURE, () -> check(ReleaseSigner.sign(Forge.release(1, ARTIFACT), List.of(thief))));
        refused(Reason.UNSIGNED, () -> check(ReleaseSigner.sign(Forge.release(1, ARTIFACT), List.of())));
        refused(Reason.CONTENT, () -> fetch(ARTIFACT));
        nothingIsThere();
    }

    @Test
    void endlessData() {
        var endless = new FakeTransport() {
            @Override
            public Optional<Block> block(String sha256, String from, long offset, int most, boolean always) {
                served += most;
                return Optional.of(new Block(new byte[most + 1], Long.MAX_VALUE));
            }
        };
        refused(Reason.CONTENT, () -> source(endless).fetch(ARTIFACT, null, file()));
        assertThat(endless.served).isLessThanOrEqualTo(ARTIFACT.bytes());
        platform.files.put(ARTIFACT.sha256(), new byte[GOOD.length * 2]);
        refused(Reason.CONTENT, () -> fetch(ARTIFACT));
        nothingIsThere();
    }

    @Test
    void extraneousDependencies() throws IOException {
        trust(Forge.ring(1, 1, Forge.root(root), Forge.release(signer, "org.tinylcm.*")));
        var more = Forge.bundle("com.example.miner", "1.0.0", EVIL);

        refused(Reason.SIGNATURE, () -> check(ReleaseSigner.sign(Forge.release(1, ARTIFACT, more),
                List.of(signer))));
        assertThat(check(ReleaseSigner.sign(Forge.release(1, ARTIFACT), List.of(signer))).release().number())
                .isEqualTo(1);
    }

    @Test
    void fastForward() {
        refused(Reason.FAST_FORWARD, () -> check(signed(Long.MAX_VALUE)));
        assertThat(check(signed(2)).release().number()).isEqualTo(2);
    }

    @Test
    void indefiniteFreeze() {
        var old = new ReleaseDoc(1, "old", 5, Forge.NOW.minusSeconds(900), Forge.NOW.minusSeconds(600),
                List.of("class:default"), List.of(ARTIFACT), Map.of(), null);
        check(signed(5));
        // A small computer without a battery for its clock: in 1970 nothing has expired, but this was signed later.
        now = Instant.EPOCH;

        refused(Reason.EXPIRED, () -> check(ReleaseSigner.sign(old, List.of(signer))));
        now = Forge.LATER;
        refused(Reason.EXPIRED, () -> check(signed(6)));
    }

    @Test
    void mixAndMatch() {
        var older = Forge.bundle(KNN, "1.0.0", EVIL);
        var first = ReleaseSigner.sign(Forge.release(1, older), List.of(signer));
        var second = signed(2);

        refused(Reason.SIGNATURE, () -> check(new SignedDoc(1, second.payload(), first.signatures())));
        // Signed once, but not in this release.
        platform.files.put(ARTIFACT.sha256(), EVIL);
        refused(Reason.CONTENT, () -> fetch(ARTIFACT));
        nothingIsThere();
    }

    @Test
    void rollback() {
        disk.change(known -> known.confirmed(7, "digest", Map.of()));

        refused(Reason.DOWNGRADED, () -> check(signed(6)));
        refused(Reason.DOWNGRADED, () -> check(signed(7)));
        assertThat(check(signed(8)).release().number()).isEqualTo(8);
    }

    @Test
    void keyCompromise() throws IOException {
        trust(Forge.ring(1, 2, Forge.root(root), Forge.root(second), Forge.release(signer), Forge.release(thief)),
                root, second);

        refused(Reason.SIGNATURE, () -> check(ReleaseSigner.sign(Forge.release(1, ARTIFACT), List.of(thief))));
        var next = ReleaseSigner.sign(Forge.ring(2, 1, Forge.root(root), Forge.release(signer)),
                List.of(root, second));
        intake().learn(List.of(next));
        refused(Reason.SIGNATURE, () -> check(ReleaseSigner.sign(Forge.release(1, ARTIFACT), List.of(thief))));
        assertThat(check(signed(1)).release().number()).isEqualTo(1);
        // The stolen release key makes no ring either.
        refused(Reason.SIGNATURE, () -> intake().learn(List.of(ReleaseSigner.sign(
                Forge.ring(3, 1, Forge.root(thief), Forge.release(second)), List.of(thief)))));
    }

    @Test
    void wrongSoftware() throws Exception {
        var foreign = new ReleaseDoc(1, "r", 1, Forge.NOW, Forge.LATER, List.of("class:camera", "device:d-2"),
                List.of(ARTIFACT), Map.of(), null);
        refused(Reason.FOREIGN, () -> check(ReleaseSigner.sign(foreign, List.of(signer))));
        var misnamed = Forge.bundle("org.tinylcm.updater", "1.1.0", GOOD);
        platform.files.put(misnamed.sha256(), GOOD);
        fetch(misnamed);
        refused(Reason.MISMATCH, () -> Inspector.check(misnamed, file()));
    }

    // ---- Uptane

    @Test
    void dropRequest() throws Exception {
        platform.files.put(ARTIFACT.sha256(), GOOD);
        var dropping = new FakeTransport() {
            @Override
            public Optional<Block> block(String sha256, String from, long offset, int most, boolean always)
                    throws IOException, InterruptedException {
                if (calls++ % 2 == 0) {
                    throw new IOException("no answer");
                }
                return platform.block(sha256, from, offset, most, always);
            }
        };
        int dropped = 0;
        while (!Files.exists(file())) {
            try {
                source(dropping).fetch(ARTIFACT, null, file());
            } catch (IOException e) {
                dropped++;
            }
        }
        assertThat(dropped).isPositive();
        assertThat(file()).hasBinaryContent(GOOD);
        assertThat(platform.served).isEqualTo(GOOD.length);
    }

    /** That a call ends however slowly its bytes come is shown by UpdatesTest of the synchronisation. */
    @Test
    void slowRetrieval() throws Exception {
        var slow = new FakeTransport() {
            @Override
            public Optional<Block> block(String sha256, String from, long offset, int most, boolean always)
                    throws IOException {
                throw new IOException("no answer within 30 s");
            }
        };
        var memory = disk.memory();

        assertThatThrownBy(() -> source(slow).fetch(ARTIFACT, null, file())).isInstanceOf(IOException.class);
        assertThat(disk.memory()).isEqualTo(memory);
        nothingIsThere();
    }

    @Test
    void partialBundle() throws Exception {
        platform.files.put(ARTIFACT.sha256(), Arrays.copyOf(GOOD, GOOD.length - 1));
        refused(Reason.CONTENT, () -> fetch(ARTIFACT));
        var other = Forge.bundle("org.tinylcm.monitor.confidence", "1.1.0", EVIL);
        platform.files.put(ARTIFACT.sha256(), GOOD);
        fetch(ARTIFACT);
        // The first of two is there, the second never comes: the set is not whole.
        refused(Reason.MISSING, () -> source(platform).fetch(other, null, folder.resolve("other")));
        assertThat(folder.resolve("other")).doesNotExist();
        assertThat(disk.boot().active()).isZero();
    }

    @Test
    void replay() {
        var accepted = check(signed(3));
        disk.change(known -> known.confirmed(3, accepted.digest(), Map.of()).begun(9));

        refused(Reason.DOWNGRADED, () -> check(signed(2)));
        // The very same release is no other state.
        assertThat(check(signed(3)).digest()).isEqualTo(accepted.digest());
        assertThat(disk.memory().begun(9).sequence()).isEqualTo(disk.memory().sequence());
    }

    // ---- what is done

    private SignedDoc signed(long number) {
        return ReleaseSigner.sign(Forge.release(number, ARTIFACT), List.of(signer));
    }

    private void trust(KeyRingDoc ring, KeyPair... roots) throws IOException {
        Files.writeString(folder.resolve("ring.json"), Json.write(ReleaseSigner.sign(ring,
                roots.length == 0 ? List.of(root) : List.of(roots))));
    }

    private Intake intake() {
        return new Intake(disk, folder.resolve("ring.json"), List.of("default"), Clock.fixed(now, ZoneOffset.UTC));
    }

    private Intake.Accepted check(SignedDoc signed) {
        return intake().check(signed, "d-1");
    }

    private Path file() {
        return folder.resolve("fetched");
    }

    private void fetch(ArtifactDoc artifact) throws IOException, InterruptedException {
        source(platform).fetch(artifact, null, file());
    }

    private static PlatformSource source(FakeTransport transport) {
        return new PlatformSource(transport, BLOCK, true, bytes -> {
        });
    }

    private void nothingIsThere() {
        assertThat(file()).doesNotExist();
    }

    private static void refused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RefusedException.class,
                e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason));
    }
}
