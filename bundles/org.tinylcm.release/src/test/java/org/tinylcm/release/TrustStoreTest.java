package org.tinylcm.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tinylcm.protocol.update.KeyRingDoc;
import org.tinylcm.protocol.update.ReleaseDoc;
import org.tinylcm.protocol.update.SignedDoc;
import org.tinylcm.release.RefusedException.Reason;

class TrustStoreTest {
    private static final byte[] JAR = Forge.jar("org.tinylcm.classifier.knn", "1.1.0", Map.of());
    private static final ReleaseDoc RELEASE = Forge.release(3,
            Forge.bundle("org.tinylcm.classifier.knn", "1.1.0", JAR));

    private final KeyPair root = Ed25519.newKeys();
    private final KeyPair secondRoot = Ed25519.newKeys();
    private final KeyPair signer = Ed25519.newKeys();
    private final KeyPair secondSigner = Ed25519.newKeys();
    private final KeyPair thief = Ed25519.newKeys();

    @Test
    void readsAReleaseThatItsKeySigned() {
        assertThat(simple().release(ReleaseSigner.sign(RELEASE, List.of(signer)), Forge.NOW)).isEqualTo(RELEASE);
    }

    @Test
    void refusesAReleaseWithoutSignature() {
        refused(Reason.UNSIGNED, simple(), ReleaseSigner.sign(RELEASE, List.of()));
    }

    @Test
    void refusesAReleaseOfAKeyThatItDoesNotKnow() {
        refused(Reason.SIGNATURE, simple(), ReleaseSigner.sign(RELEASE, List.of(thief)));
    }

    @Test
    void refusesAReleaseThatARootKeySigned() {
        refused(Reason.SIGNATURE, simple(), ReleaseSigner.sign(RELEASE, List.of(root)));
    }

    @Test
    void refusesASignatureThatWasMadeForAnotherKindOfDocument() {
        var ring = ReleaseSigner.sign(Forge.ring(2, 1, Forge.root(root), Forge.release(signer)), List.of(signer));

        refused(Reason.SIGNATURE, simple(), ring);
    }

    @Test
    void aSignatureThatCountsTwiceIsOneSignature() {
        var trust = trust(Forge.ring(1, 2, Forge.root(root), Forge.root(secondRoot), Forge.release(signer),
                Forge.release(secondSigner)), root, secondRoot);
        var once = ReleaseSigner.sign(RELEASE, List.of(signer));
        var twice = new SignedDoc(1, once.payload(), List.of(once.signatures().get(0), once.signatures().get(0)));

        refused(Reason.SIGNATURE, trust, twice);
        assertThat(trust.release(ReleaseSigner.sign(RELEASE, List.of(signer, secondSigner)), Forge.NOW))
                .isEqualTo(RELEASE);
    }

    @Test
    void aKeyForSomeNamesSignsOnlyThose() {
        var trust = trust(Forge.ring(1, 1, Forge.root(root), Forge.release(signer, "org.tinylcm.classifier.*"),
                Forge.release(secondSigner, "org.tinylcm.monitor.*")), root);

        assertThat(trust.release(ReleaseSigner.sign(RELEASE, List.of(signer)), Forge.NOW)).isEqualTo(RELEASE);
        refused(Reason.SIGNATURE, trust, ReleaseSigner.sign(RELEASE, List.of(secondSigner)));
    }

    @ParameterizedTest
    @CsvSource({"org.*,org.tinylcm,true", "org.*,organic,false", "*,anything,true", "a*b*c,aXbXbc,true",
        "a*b*c,abcX,false", "ab*ba,aba,false", "exact,exact,true", "exact,exactly,false"})
    void aStarInANameStandsForAnyCharacters(String pattern, String name, boolean matches) {
        assertThat(TrustStore.matches(pattern, name)).isEqualTo(matches);
    }

    @Test
    void followsAChainOfRingsAndForgetsTheKeysThatWereTakenOut() {
        var next = simple().next(ReleaseSigner.sign(Forge.ring(2, 1, Forge.root(secondRoot),
                Forge.release(secondSigner)), List.of(root, secondRoot)));

        assertThat(next.release(ReleaseSigner.sign(RELEASE, List.of(secondSigner)), Forge.NOW)).isEqualTo(RELEASE);
        refused(Reason.SIGNATURE, next, ReleaseSigner.sign(RELEASE, List.of(signer)));
    }

    @Test
    void refusesARingThatTheOldOrTheNewRootsDidNotSign() {
        var ring = Forge.ring(2, 1, Forge.root(secondRoot), Forge.release(signer));

        refusedRing(Reason.SIGNATURE, ReleaseSigner.sign(ring, List.of(secondRoot)));
        refusedRing(Reason.SIGNATURE, ReleaseSigner.sign(ring, List.of(root)));
        refusedRing(Reason.SIGNATURE, ReleaseSigner.sign(ring, List.of(signer, thief)));
    }

    @Test
    void refusesARingThatIsNotTheNextOne() {
        refusedRing(Reason.DOWNGRADED, ReleaseSigner.sign(Forge.ring(1, 1, Forge.root(root), Forge.release(signer)),
                List.of(root)));
        refusedRing(Reason.DOWNGRADED, ReleaseSigner.sign(Forge.ring(3, 1, Forge.root(root), Forge.release(signer)),
                List.of(root)));
    }

    @Test
    void takesNothingAfterTheRingHasExpired() {
        assertThatThrownBy(() -> simple().release(ReleaseSigner.sign(RELEASE, List.of(signer)), Forge.LATER))
                .isInstanceOfSatisfying(RefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.EXPIRED));
    }

    @Test
    void anyBitThatFlipsInADocumentMakesItWorthless() {
        var random = new SplittableRandom(5);
        var signed = ReleaseSigner.sign(RELEASE, List.of(signer));
        var trust = simple();
        for (int i = 0; i < 500; i++) {
            var payload = Base64.getDecoder().decode(signed.payload());
            payload[random.nextInt(payload.length)] ^= (byte) (1 << random.nextInt(8));
            refused(Reason.SIGNATURE, trust, new SignedDoc(1, Base64.getEncoder().encodeToString(payload),
                    signed.signatures()));
        }
    }

    @ParameterizedTest
    @CsvSource({"class:default,7,7,,", "class:other,7,7,FOREIGN,", "device:d-1,7,7,,", "device:d-2,7,7,FOREIGN,",
        "class:default,6,7,DOWNGRADED,", "class:default,1000007,7,,", "class:default,1000008,7,FAST_FORWARD,"})
    void aDeviceTakesWhatIsMeantForItAndNotOlderThanWhatItHas(String target, long number, long confirmed,
            Reason reason) {
        var release = new ReleaseDoc(1, "r", number, Forge.NOW, Forge.LATER, List.of(target), RELEASE.artifacts(),
                Map.of(), null);
        var policy = new ReleasePolicy("d-1", List.of("default"), confirmed, "same");
        if (reason == null) {
            policy.check(release, "same", Forge.NOW);
            assertThat(release.number()).isGreaterThanOrEqualTo(policy.highestConfirmed());
        } else {
            assertThatThrownBy(() -> policy.check(release, "same", Forge.NOW)).isInstanceOfSatisfying(
                    RefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
        }
    }

    @Test
    void aSecondReleaseWithTheNumberOfTheFirstIsRefused() {
        var policy = new ReleasePolicy("", List.of("default"), 3, "first");

        assertThatThrownBy(() -> policy.check(RELEASE, "second", Forge.NOW)).isInstanceOfSatisfying(
                RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DOWNGRADED));
    }

    private TrustStore simple() {
        return trust(Forge.ring(1, 1, Forge.root(root), Forge.release(signer)), root);
    }

    private static TrustStore trust(KeyRingDoc ring, KeyPair... roots) {
        return TrustStore.root(ReleaseSigner.sign(ring, List.of(roots)));
    }

    private static void refused(Reason reason, TrustStore trust, SignedDoc signed) {
        assertThatThrownBy(() -> trust.release(signed, Forge.NOW)).isInstanceOfSatisfying(RefusedException.class,
                e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private void refusedRing(Reason reason, SignedDoc signed) {
        assertThatThrownBy(() -> simple().next(signed)).isInstanceOfSatisfying(RefusedException.class,
                e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void anExpiredReleaseIsRefused() {
        var policy = new ReleasePolicy("", List.of("default"), 0, "");

        assertThatThrownBy(() -> policy.check(RELEASE, "", Instant.parse("2028-01-01T00:00:00Z")))
                .isInstanceOfSatisfying(RefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.EXPIRED));
    }
}
