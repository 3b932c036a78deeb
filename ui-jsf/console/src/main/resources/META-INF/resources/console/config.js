// The form of a device's configuration: what is empty is not wanted, and stays as the device's own files say.
const {call, toast, text} = globalThis.tiny;
const form = document.getElementById('configuration');
form?.addEventListener('submit', async event => {
    event.preventDefault();
    const values = JSON.parse(form.dataset.others);
    for (const field of form.elements) {
        if (field.dataset.pid && field.value !== '') {
            (values[field.dataset.pid] ??= {})[field.name] = field.value;
        }
    }
    const problem = form.querySelector('[role=alert]');
    problem.textContent = '';
    try {
        await call('PUT', form.dataset.put, {values, version: Number(form.dataset.version)});
        toast(text('done'));
        location.reload();
    } catch (failure) {
        problem.textContent = failure.message;
    }
});
