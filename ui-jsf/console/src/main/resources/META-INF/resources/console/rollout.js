// What a rollout would do, before it is begun.
const {call, text, bodyOf} = globalThis.tiny;
const form = document.getElementById('new-rollout');

function show(plan) {
    document.getElementById('plan').textContent = text('plan', plan.devices, plan.waves.length);
    const lines = plan.waves.map((devices, i) => text('planWave', i + 1, devices));
    const reasons = new Map();
    for (const reason of Object.values(plan.leftOut)) {
        reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    }
    reasons.forEach((devices, reason) => lines.push(text('planLeft', devices, reason)));
    document.getElementById('plan-lines').replaceChildren(...lines.map(line => {
        const item = document.createElement('li');
        item.textContent = line;
        return item;
    }));
}

document.getElementById('show-plan')?.addEventListener('click', async () => {
    const problem = form.querySelector('[role=alert]');
    problem.textContent = '';
    if (!form.reportValidity()) {
        return;
    }
    try {
        show(await call('POST', 'rollouts/plan', bodyOf(form)));
    } catch (failure) {
        problem.textContent = failure.message;
    }
});
