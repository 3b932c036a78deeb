package org.tinylcm.pack.internal.format;

import java.util.regex.Pattern;

/** Names and limits of the format; docs/pack-format.md explains them. */
public final class PackRules {
    public static final int SCHEMA = 1;
    public static final String MANIFEST = "pack.json";
    public static final String BACKBONE = "backbone.tflite";
    public static final String TRANSFORM = "transform.bin";
    public static final String PROTOTYPES = "prototypes.bin";
    public static final String HOLDOUT = "holdout.bin";
    public static final String SCORES = "scores.bin";
    public static final String REFERENCE = "reference.json";
    public static final String GOLDEN = "golden.bin";
    /** The only member that pack.json does not list, because it signs pack.json. */
    public static final String SIGNATURE = "META/signature";

    public static final long MAX_BACKBONE = 256L << 20;
    public static final int MAX_MEMBER = 32 << 20;
    public static final int MAX_MANIFEST = 1 << 20;
    public static final int MAX_SIGNATURE = 64 << 10;
    public static final int MAX_ENTRIES = 256;
    public static final int MAX_LABELS = 1000;
    public static final int MAX_DIMENSION = 65_536;
    public static final int MAX_GOLDEN = 16;
    public static final int MAX_GOLDEN_BYTES = 4 << 20;

    public static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    public static final String NAME_RULE = "must be 1..64 small letters, digits, '.', '_' or '-'";
    public static final Pattern VERSION = Pattern.compile("[0-9A-Za-z][0-9A-Za-z.+_-]{0,63}");
    public static final String VERSION_RULE = "must be 1..64 letters, digits, '.', '+', '_' or '-'";
    public static final Pattern LABEL = Pattern.compile("(?!unknown$)(?!\\s)[^\\p{C}]{1,100}(?<!\\s)");
    public static final String LABEL_RULE =
            "must be 1..100 characters without control characters or outer blanks, and not 'unknown'";
    static final Pattern MEMBER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*(?:[./][A-Za-z0-9][A-Za-z0-9_-]*)*");
    static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    static final Pattern TEXT = Pattern.compile("[^\\p{C}]{0,200}");
    static final String TEXT_RULE = "must be at most 200 characters of text";

    private PackRules() {
    }
}
