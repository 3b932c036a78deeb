package org.tinylcm.config.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CfgTextTest {

    @Test
    void whatIsWrittenIsReadBack() {
        var random = new SplittableRandom(11);
        for (int round = 0; round < 500; round++) {
            var values = new HashMap<String, String>();
            for (int i = random.nextInt(5); i > 0; i--) {
                values.put(text(random) + i, text(random));
            }
            assertThat(CfgText.read("x", CfgText.write("c", values))).isEqualTo(values);
        }
    }

    @Test
    void damagedFilesAreReadOrRefusedAndNothingElse() {
        var random = new SplittableRandom(12);
        var good = "# c\nk = 7\npath = a\\u00e4b\\\n  more\nlabels: x, y\n".getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 5000; round++) {
            var bytes = Arrays.copyOf(good, random.nextInt(4) == 0 ? random.nextInt(good.length) : good.length);
            for (int edits = random.nextInt(4); edits > 0 && bytes.length > 0; edits--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                CfgText.read("etc/x.cfg", bytes);
            } catch (Refused e) {
                assertThat(e.getMessage()).startsWith("etc/x.cfg: ").doesNotContain("\n");
            }
        }
    }

    @Test
    void hasLimits() {
        assertThatThrownBy(() -> CfgText.read("x", new byte[300_000])).hasMessageContaining("at most 262144 bytes");
        var many = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            many.append('k').append(i).append("=1\n");
        }
        assertThatThrownBy(() -> CfgText.read("x", many.toString().getBytes()))
                .hasMessageContaining("at most 1000 keys");
        assertThatThrownBy(() -> CfgText.read("x", new byte[] {'k', '=', (byte) 0xc3}))
                .hasMessage("x: file: must be UTF-8");
        assertThatThrownBy(() -> CfgText.read("x", "k=\\u12".getBytes())).hasMessageStartingWith("x: file: must be of");
    }

    @Test
    void damagedMetatypeIsReadOrRefusedAndNothingElse() {
        var random = new SplittableRandom(13);
        var good = ("<M><OCD id='o' name='n'><AD id='k' type='Integer' min='1' max='5' default='2'/></OCD>"
                + "<Designate pid='p'><Object ocdref='o'/></Designate></M>").getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 3000; round++) {
            var bytes = good.clone();
            for (int edits = random.nextInt(1, 4); edits > 0; edits--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(32, 127);
            }
            try {
                MetatypeReader.read(new ByteArrayInputStream(bytes));
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        var bomb = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><M>&e;</M>";
        assertThatThrownBy(() -> MetatypeReader.read(new ByteArrayInputStream(bomb.getBytes())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void checksEveryType() {
        assertThat(rule("Long", 0).parse(" 42 ")).isEqualTo(42L);
        assertThat(rule("Short", 0).parse("42")).isEqualTo((short) 42);
        assertThat(rule("Byte", 0).parse("42")).isEqualTo((byte) 42);
        assertThat(rule("Float", 0).parse("4.5")).isEqualTo(4.5f);
        assertThat(rule("Char", 0).parse("x")).isEqualTo('x');
        assertThat(rule("Integer", 3).parse("1, 2")).isEqualTo(new int[] {1, 2});
        assertThat(rule("Integer", -3).parse("1,2").toString()).isEqualTo("[1, 2]");
        assertThat(rule("Integer", 3).parse("")).isEqualTo(new int[0]);
        for (var wrong : Map.of("Byte", "300", "Double", "NaN", "Integer", "1.0", "Float", "1d", "Boolean", "TRUE",
                "Char", "xy", "Long", "").entrySet()) {
            assertThatThrownBy(() -> rule(wrong.getKey(), 0).parse(wrong.getValue()))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("must be ");
        }
        assertThatThrownBy(() -> rule("Integer", 2).parse("1,2,3")).hasMessage("must have at most 2 values");
    }

    private static AttributeRule rule(String type, int cardinality) {
        return new AttributeRule("k", ValueType.of(type), cardinality, null, null, List.of(), false, null, "");
    }

    private static String text(SplittableRandom random) {
        var alphabet = "ab =:#!\\\n\t\r äé\u2028€.";
        var text = new StringBuilder("t");
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
