package org.tinysphere.rollouts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.tinysphere.core.control.Transactions;
import org.tinysphere.rollouts.entity.RolloutState;

/** A person's word, and then at once what follows from it. */
@ApplicationScoped
public class RolloutDesk {
    @Inject
    private Rollouts rollouts;
    @Inject
    private RolloutSteps steps;
    @Inject
    private Transactions transactions;

    public long begin(String name, long release, RolloutSettings settings, boolean paused) {
        long id = transactions.call(() -> rollouts.begin(name, release, settings, paused));
        steps.advance(id);
        return id;
    }

    public void change(long id, RolloutState next, String reason) {
        transactions.run(() -> rollouts.change(id, next, reason));
        steps.advance(id);
    }

    public int rollBack(long id, String reason) {
        return transactions.call(() -> rollouts.rollBack(id, reason));
    }
}
