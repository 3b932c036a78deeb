package org.tinylcm.config.internal;

import org.tinylcm.input.BadInputException;

/** A configuration is not taken. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final BadInputException why;

    Refused(String origin, String part, String rule) {
        super(null, null, false, false);
        why = new BadInputException(origin, part, rule);
    }

    /** One line that names file, part and rule. */
    @Override
    public String getMessage() {
        return why.getMessage();
    }

    BadInputException why() {
        return why;
    }
}
