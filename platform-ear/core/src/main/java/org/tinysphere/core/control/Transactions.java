package org.tinysphere.core.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.function.Supplier;

/** For code that is no boundary and still needs a transaction. */
@ApplicationScoped
public class Transactions {
    /** In a transaction of its own; an exception rolls it back. */
    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    public <T> T call(Supplier<T> action) {
        return action.get();
    }

    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    public void run(Runnable action) {
        action.run();
    }
}
