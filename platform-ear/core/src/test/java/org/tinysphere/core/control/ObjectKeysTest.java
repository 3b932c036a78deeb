package org.tinysphere.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ObjectKeysTest {
    @Test
    void takesTheNamesThatThePlatformMakes() {
        for (var key : new String[] {"drift/d-abc/2026/03/01/e-7.json", "models/clothes-1.0.tlcm", "a"}) {
            assertThat(ObjectKeys.check(key)).isEqualTo(key);
        }
    }

    /** Whatever is accepted stays below the folder and is no hidden file. */
    @Test
    void nothingThatIsAcceptedLeadsOutside() {
        var random = new SplittableRandom(7);
        var alphabet = "a./\\-\0~%é ..//";
        var folder = Path.of("/data/objects");
        for (var i = 0; i < 50_000; i++) {
            var key = new StringBuilder();
            for (var n = random.nextInt(12); n >= 0; n--) {
                key.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                var file = folder.resolve(ObjectKeys.check(key.toString()));
                assertThat(file.normalize().equals(file) && file.startsWith(folder) && !file.equals(folder)).isTrue();
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageContaining("not a name");
            }
        }
    }

    @Test
    void aPrefixMayEndWithASlash() {
        assertThat(ObjectKeys.checkPrefix("drift/")).isEqualTo("drift/");
        assertThatThrownBy(() -> ObjectKeys.checkPrefix("../")).isInstanceOf(IllegalArgumentException.class);
    }
}
