package org.tinylcm.adaptation.internal;

/**
 * Notices at which label the model in use began to be wrong more often: a cumulative sum of likelihood ratios for
 * Bernoulli trials (Page, "Continuous inspection schemes", 1954), whose latest zero estimates the change. An alarm in
 * vain costs nothing but the fresh samples' head start: what is taken into use is decided by {@link Evidence}.
 */
final class ErrorAlarm {
    /** Weight of the pack's held-out accuracy, in labels. */
    private static final int PRIOR = 50;
    private static final double LEAST_RISE = 0.25;
    private static final double THRESHOLD = Math.log(200);

    private double labels;
    private double errors;
    private double sum;
    private int length;
    private int wrong;

    /** @param accuracy that is normal, 0..1 */
    ErrorAlarm(double accuracy) {
        labels = PRIOR;
        errors = PRIOR * (1 - accuracy);
    }

    /** @return number of labels since the change, 0 if there is no alarm */
    int accept(boolean error) {
        double usual = (errors + 1) / (labels + 2);
        double risen = Math.min(0.97, Math.max(2 * usual, usual + LEAST_RISE));
        sum += risen <= usual ? 0 : Math.log(error ? risen / usual : (1 - risen) / (1 - usual));
        length++;
        wrong += error ? 1 : 0;
        if (sum <= 0) {
            labels += length;
            errors += wrong;
            begin();
            return 0;
        }
        if (sum < THRESHOLD) {
            return 0;
        }
        int since = length;
        // What was a change is usual from here on.
        labels = length;
        errors = wrong;
        begin();
        return since;
    }

    /** Labels since the latest zero of the sum: if there was a change, it was there. */
    int length() {
        return length;
    }

    private void begin() {
        sum = 0;
        length = 0;
        wrong = 0;
    }
}
