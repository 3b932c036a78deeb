package org.tinysphere.core.control;

/**
 * Does one kind of work of the queue; a module offers beans of this type.
 *
 * <p>{@link #prepare} does the slow part outside of any transaction and may be called again for the same item after a
 * crash, even while an earlier call is still running somewhere. What it returns is run in the transaction that also
 * marks the item as done; if the item was taken over by another worker meanwhile, it is rolled back. So whatever it
 * changes in the database happens exactly once.
 */
public interface WorkHandler {
    /** Kind of work, e.g. {@code package.import}. */
    String kind();

    /**
     * @return what to change in the database
     * @throws GiveUp trying again would not help: the item becomes a dead letter at once
     * @throws Exception it failed; it is tried again later, and becomes a dead letter after its last attempt
     */
    Runnable prepare(WorkItem item, Progress progress) throws Exception;

    /**
     * One thing to do.
     *
     * @param key names it within its kind: there is only one open item of a kind and key
     * @param payload JSON
     * @param attempt from 1
     */
    record WorkItem(long id, String kind, String key, String payload, int attempt) {
    }

    /** Where people see how far it is. */
    @FunctionalInterface
    interface Progress {
        /** @param share 0..1 */
        void at(double share, String step);
    }

    /** Trying again would not help. */
    class GiveUp extends Exception {
        private static final long serialVersionUID = 1L;

        public GiveUp(String reason) {
            super(reason);
        }

        public GiveUp(String reason, Throwable cause) {
            super(reason, cause);
        }
    }
}
