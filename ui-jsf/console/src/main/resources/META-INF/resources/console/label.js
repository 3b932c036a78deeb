// The labelling queue: one event after the other, by keyboard. A verdict is sent while the next picture is shown already.
const {call, toast, text, plot, onLive} = globalThis.tiny;
const PORTION = 50;
const $ = id => document.getElementById(id);
let queue = [];
let history = [];
let done = 0;
let skipped = new Set();
let exhausted = false;
let sending = Promise.resolve();

async function fill() {
    await sending.catch(() => undefined);
    const {items} = await call('GET', `labelling/queue?limit=${Math.min(500, PORTION + skipped.size)}`);
    const known = new Set([...queue.map(item => item.id), ...skipped]);
    const fresh = items.filter(item => !known.has(item.id));
    queue.push(...fresh);
    exhausted = fresh.length === 0;
    preload();
}

/** The next pictures are there before they are asked for. */
function preload() {
    for (const item of queue.slice(1, 4)) {
        if (item.image) {
            new Image().src = `/api/v1/drift-events/${item.id}/image`;
        }
    }
}

function show() {
    const item = queue[0];
    const picture = $('picture');
    $('progress').textContent = text('progress', done, queue.length);
    for (const id of ['false', 'second', 'skip', 'other', 'sureness', 'note']) {
        $(id).disabled = !item;
    }
    $('undo').disabled = history.length === 0;
    if (!item) {
        picture.replaceChildren(document.createTextNode(text('allLabelled')));
        $('subject').textContent = text('allLabelled');
        $('about').textContent = '';
        $('choices').replaceChildren();
        $('near').replaceChildren();
        $('plot').replaceChildren();
        $('cluster').hidden = true;
        return;
    }
    if (item.image) {
        const image = new Image();
        image.alt = text('picture', item.id);
        image.src = `/api/v1/drift-events/${item.id}/image`;
        picture.replaceChildren(image);
    } else {
        picture.replaceChildren(document.createTextNode(text('noPicture')));
    }
    $('subject').textContent = `${item.deviceName} · ${item.monitor}`;
    $('about').textContent = text('about', item.label ?? text('unknown'),
        item.confidence == null ? text('unknown') : Math.round(item.confidence * 100) + ' %', item.id);
    $('choices').replaceChildren(...item.choices.map((label, i) => choice(label, i)));
    $('near').replaceChildren(...(item.neighbours ?? []).map(near => {
        const line = document.createElement('li');
        line.textContent = `${near.label} · ${Number(near.distance).toPrecision(4)}`;
        return line;
    }));
    $('other').value = '';
    $('note').value = '';
    $('cluster').hidden = true;
    plot($('plot'), `labelling/projection/${item.id}`);
    preload();
    if (queue.length < 10 && !exhausted) {
        fill().catch(failure => toast(failure.message, true));
    }
}

function choice(label, i) {
    const button = document.createElement('button');
    button.type = 'button';
    if (i < 9) {
        const key = document.createElement('kbd');
        key.textContent = i + 1;
        button.append(key, ' ');
    }
    button.append(label);
    button.addEventListener('click', () => judge('true_drift', label));
    return button;
}

function judge(verdict, label) {
    const item = queue.shift();
    if (!item) {
        return;
    }
    const body = {verdict, confidence: Number($('sureness').value), ...(label ? {label} : {}),
        ...($('note').value ? {note: $('note').value} : {})};
    send(item, () => call('POST', `drift-events/${item.id}/validations`, body), 'DELETE');
    show();
    if (item.cluster != null) {
        offerCluster(item, body);
    }
}

/** Same look, same label: one key less for each. */
function offerCluster(item, body) {
    const alike = queue.filter(other => other.cluster === item.cluster);
    const button = $('cluster');
    button.hidden = alike.length === 0;
    button.textContent = text('alike', body.label ?? text(body.verdict), alike.length);
    button.onclick = async () => {
        button.hidden = true;
        queue = queue.filter(other => !alike.includes(other));
        const answer = await call('POST', 'drift-events/validations', {...body, events: alike.map(other => other.id)})
            .catch(failure => { toast(failure.message, true); return {results: []}; });
        const good = answer.results.filter(result => result.status === 200);
        done += good.length;
        const failed = alike.length - good.length;
        toast(text('accepted', good.length) + (failed ? ' ' + text('failed', failed) : ''), failed > 0);
        show();
    };
}

/** One after the other, so that undo finds what it takes back. */
function send(item, action, back) {
    done++;
    history.push({item, back});
    sending = sending.catch(() => undefined).then(action).catch(failure => {
        done--;
        history = history.filter(entry => entry.item !== item);
        queue.unshift(item);
        toast(failure.message, true);
        show();
    });
}

function second() {
    const item = queue.shift();
    if (item) {
        send(item, () => call('PUT', `drift-events/${item.id}/state`, {state: 'needs_second_opinion'}), 'NEW');
        skipped.add(item.id);
        show();
    }
}

function skip() {
    const item = queue.shift();
    if (item) {
        skipped.add(item.id);
        history.push({item, back: null});
        show();
    }
}

async function undo() {
    const last = history.pop();
    if (!last) {
        return;
    }
    try {
        await sending.catch(() => undefined);
        if (last.back === 'DELETE') {
            await call('DELETE', `drift-events/${last.item.id}/validations`);
        } else if (last.back === 'NEW') {
            await call('PUT', `drift-events/${last.item.id}/state`, {state: 'new'});
        }
        done -= last.back ? 1 : 0;
        skipped.delete(last.item.id);
        queue.unshift(last.item);
        toast(text('undone'));
    } catch (failure) {
        toast(failure.message, true);
    }
    show();
}

document.addEventListener('keydown', event => {
    if (event.target.matches('input, select, textarea') || event.ctrlKey || event.altKey || event.metaKey) {
        return;
    }
    const item = queue[0];
    if (/^[1-9]$/.test(event.key) && item?.choices[event.key - 1]) {
        judge('true_drift', item.choices[event.key - 1]);
    } else if (event.key === ' ' && !event.target.matches('button, a, summary')) {
        event.preventDefault();
        skip();
    } else if (event.key === 'u') {
        undo();
    } else if (event.key === 'f' && item) {
        judge('false_alarm');
    } else if (event.key === 'o') {
        second();
    }
});
$('other').addEventListener('keydown', event => {
    if (event.key === 'Enter' && event.target.value.trim()) {
        judge('true_drift', event.target.value.trim());
        event.target.blur();
    }
});
$('false').addEventListener('click', () => judge('false_alarm'));
$('second').addEventListener('click', second);
$('skip').addEventListener('click', skip);
$('undo').addEventListener('click', undo);

function begin() {
    fill().then(show).catch(failure => { toast(failure.message, true); show(); });
}

begin();
// Who is through stays where they are: what comes then is shown.
onLive(topics => {
    if (queue.length === 0 && (!topics || topics.has('drift'))) {
        begin();
    }
});
