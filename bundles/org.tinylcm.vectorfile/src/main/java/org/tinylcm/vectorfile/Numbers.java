package org.tinylcm.vectorfile;

/** Decimal numbers as data files write them; narrower than what Java accepts (no hex, no type suffix). */
final class Numbers {
    private Numbers() {
    }

    /** True for a number in form, {@code nan} and {@code inf} included: whether it may be used is another question. */
    static boolean looksLike(String text) {
        var start = !text.isEmpty() && (text.charAt(0) == '+' || text.charAt(0) == '-') ? 1 : 0;
        var word = text.length() - start;
        if (word == 3 && (text.regionMatches(true, start, "nan", 0, 3) || text.regionMatches(true, start, "inf", 0, 3))
                || word == 8 && text.regionMatches(true, start, "infinity", 0, 8)) {
            return true;
        }
        var at = digits(text, start);
        var mantissa = at - start;
        if (at < text.length() && text.charAt(at) == '.') {
            var fraction = at + 1;
            at = digits(text, fraction);
            mantissa += at - fraction;
        }
        if (mantissa > 0 && at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            var exponent = at + 1;
            if (exponent < text.length() && (text.charAt(exponent) == '+' || text.charAt(exponent) == '-')) {
                exponent++;
            }
            at = digits(text, exponent);
            mantissa = at - exponent;
        }
        return mantissa > 0 && at == text.length();
    }

    /** Value of a text that {@link #looksLike} a number; NaN or infinite where it has no finite float. */
    static float parse(String text) {
        var last = Character.toLowerCase(text.charAt(text.length() - 1));
        return last == 'n' || last == 'f' || last == 'y' ? Float.NaN : Float.parseFloat(text);
    }

    private static int digits(String text, int start) {
        var at = start;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
