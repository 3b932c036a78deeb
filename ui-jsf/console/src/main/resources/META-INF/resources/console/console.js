// What all pages share: calls of the API, forms, dialogs, live regions, tables. No page has a script of its own in it.
const texts = JSON.parse(document.body.dataset.texts ?? '{}');
const csrf = document.querySelector('meta[name=csrf]')?.content ?? '';
const language = document.documentElement.lang;

/** Calls the API; throws an Error with what it says. */
async function call(method, path, body) {
    const answer = await fetch(path.startsWith('/') ? path : '/api/v1/' + path, {
        method,
        headers: {Accept: 'application/json', 'Accept-Language': language,
            ...(body === undefined ? {} : {'Content-Type': 'application/json'}),
            ...(method === 'GET' ? {} : {'X-CSRF-Token': csrf})},
        body: body === undefined ? undefined : JSON.stringify(body),
    }).catch(() => { throw new Error(texts.unreachable); });
    const text = await answer.text();
    const document = text && answer.headers.get('Content-Type')?.includes('json') ? JSON.parse(text) : {};
    if (!answer.ok) {
        if (answer.status === 401 && !location.pathname.startsWith('/login')) {
            location.assign('/login.xhtml?next=' + encodeURIComponent(location.pathname + location.search));
        }
        throw new Error(document.detail || `${answer.status} ${answer.statusText}`);
    }
    return document;
}

function toast(text, bad = false) {
    const box = document.getElementById('toasts');
    const line = document.createElement('div');
    line.className = 'toast' + (bad ? ' bad' : '');
    line.textContent = text;
    box.append(line);
    setTimeout(() => line.remove(), bad ? 12_000 : 5_000);
}

function text(key, ...about) {
    return about.reduce((line, value, i) => line.replace(`{${i}}`, value), texts[key] ?? key);
}

/** Puts a value at a dotted name: a.b=1 is {a: {b: 1}}. */
function put(body, name, value) {
    const parts = name.split('.');
    const last = parts.pop();
    let place = body;
    for (const part of parts) {
        place = place[part] ??= {};
    }
    place[last] = value;
}

function at(body, name) {
    return name.split('.').reduce((part, key) => part?.[key], body);
}

function valueOf(field) {
    const raw = field.type === 'checkbox' ? field.checked : field.value;
    switch (field.dataset.type) {
        case 'number': return raw === '' ? undefined : Number(raw);
        case 'list': return raw.split(/[\s,]+/).filter(Boolean);
        case 'waves': return raw.split(/[\s,;]+/).filter(Boolean).map(wave => {
            if (!/^[1-9]\d*%?$/.test(wave)) {
                throw new Error(text('waves', wave));
            }
            return wave.endsWith('%') ? {percent: Number(wave.slice(0, -1))} : {count: Number(wave)};
        });
        case 'json': return raw.trim() === '' ? {} : JSON.parse(raw);
        case 'day-end': return raw === '' ? undefined : raw + 'T23:59:59Z';
        case 'optional': return raw === '' ? undefined : raw;
        default: return raw;
    }
}

function bodyOf(form) {
    const body = form.dataset.body ? JSON.parse(form.dataset.body) : {};
    for (const field of form.elements) {
        if (!field.name || field.disabled || field.type === 'radio' && !field.checked) {
            continue;
        }
        if (field.dataset.many !== undefined) {
            const chosen = at(body, field.name) ?? [];
            put(body, field.name, field.checked ? [...chosen, field.value] : chosen);
            continue;
        }
        const value = valueOf(field);
        if (value !== undefined) {
            put(body, field.name, value);
        }
    }
    if (form.dataset.selection) {
        body[form.dataset.selection] = selected(form.dataset.table).map(box =>
            form.dataset.numbers === undefined ? box.value : Number(box.value));
    }
    return body;
}

/** In data-api {name} stands for the form's field of that name. */
function addressOf(form, address) {
    return address.replace(/\{(\w+)}/g, (_, name) => encodeURIComponent(form.elements[name].value));
}

async function send(form) {
    const [method, address] = form.dataset.api.split(' ');
    const path = addressOf(form, address);
    const problem = form.querySelector('[role=alert]');
    const buttons = [...form.querySelectorAll('button[type=submit]')];
    if (problem) {
        problem.textContent = '';
    }
    buttons.forEach(button => button.disabled = true);
    try {
        const bodyless = method === 'DELETE' || form.dataset.bodyless !== undefined;
        const answer = await call(method, path, bodyless ? undefined : bodyOf(form));
        await done(form, answer);
    } catch (failure) {
        const line = failure instanceof SyntaxError ? text('json') : failure.message;
        if (problem) {
            problem.textContent = line;
        } else {
            toast(line, true);
        }
    } finally {
        buttons.forEach(button => button.disabled = false);
    }
}

async function done(form, answer) {
    form.closest('dialog')?.close();
    if (form.dataset.secret) {
        showSecret(answer[form.dataset.secret]);
    } else if (form.dataset.then === 'next') {
        const next = new URLSearchParams(location.search).get('next') ?? '/';
        location.assign(next.startsWith('/') && !next.startsWith('//') ? next : '/');
    } else if (form.dataset.then) {
        location.assign(form.dataset.then.replace(/\{([\w.]+)}/g, (_, name) => encodeURIComponent(
            name.split('.').reduce((part, key) => part?.[key], answer))));
    } else {
        toast(form.dataset.done ?? text('done'));
        form.querySelectorAll('[data-clear]').forEach(field => field.value = '');
        await refresh();
    }
}

/** Sends the form's file as it is, and shows how far that is: bundles and model packs can be large. */
function upload(form) {
    const file = form.elements.file.files[0];
    const problem = form.querySelector('[role=alert]');
    const progress = form.querySelector('progress');
    const button = form.querySelector('button[type=submit]');
    const request = new XMLHttpRequest();
    problem.textContent = '';
    const ended = line => {
        problem.textContent = line;
        progress.hidden = true;
        button.disabled = false;
    };
    request.open('POST', '/api/v1/' + form.dataset.upload);
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Accept-Language', language);
    request.setRequestHeader('Content-Type', form.dataset.content
        ?? (file.name.endsWith('.json') ? 'application/json' : 'application/octet-stream'));
    request.setRequestHeader('X-CSRF-Token', csrf);
    request.upload.onprogress = event => progress.value = event.total ? event.loaded / event.total : 0;
    request.onerror = () => ended(texts.unreachable);
    request.onload = async () => {
        const answer = request.getResponseHeader('Content-Type')?.includes('json') ? JSON.parse(request.responseText) : {};
        if (request.status >= 300) {
            ended(answer.detail || `${request.status} ${request.statusText}`);
            return;
        }
        ended('');
        await done(form, answer);
    };
    progress.value = 0;
    progress.hidden = false;
    button.disabled = true;
    request.send(file);
}

/** Shown once; nobody can see it again. */
function showSecret(secret) {
    const dialog = document.createElement('dialog');
    dialog.setAttribute('aria-label', text('secret'));
    const line = document.createElement('p');
    line.textContent = text('secret');
    const code = document.createElement('p');
    code.className = 'mono';
    code.id = 'secret';
    code.textContent = secret;
    const close = document.createElement('button');
    close.className = 'primary';
    close.textContent = text('close');
    close.addEventListener('click', () => location.reload());
    dialog.append(line, code, close);
    document.body.append(dialog);
    dialog.showModal();
}

function confirmed(form) {
    return new Promise(resolve => {
        const dialog = document.createElement('dialog');
        dialog.setAttribute('aria-label', form.dataset.confirm);
        const line = document.createElement('p');
        line.textContent = form.dataset.confirm;
        const actions = document.createElement('div');
        actions.className = 'actions';
        for (const [answer, key, look] of [[true, 'yes', 'danger'], [false, 'cancel', '']]) {
            const button = document.createElement('button');
            button.className = look;
            button.textContent = text(key);
            button.addEventListener('click', () => { dialog.close(); resolve(answer); });
            actions.append(button);
        }
        dialog.append(line, actions);
        dialog.addEventListener('close', () => { dialog.remove(); resolve(false); });
        document.body.append(dialog);
        dialog.showModal();
        actions.lastChild.focus();
    });
}

document.addEventListener('submit', async event => {
    const form = event.target;
    if (form.dataset.api) {
        event.preventDefault();
        if (!form.dataset.confirm || await confirmed(form)) {
            await send(form);
        }
    } else if (form.dataset.upload) {
        event.preventDefault();
        upload(form);
    } else if (form.method === 'get') {
        // Empty filters do not belong into the address.
        for (const field of form.elements) {
            if (field.name && field.value === '') {
                field.disabled = true;
            }
        }
    }
});

window.addEventListener('pageshow', () => document.querySelectorAll('form:not([data-api], [data-upload]) :disabled[name]')
    .forEach(field => field.disabled = false));

document.addEventListener('click', event => {
    const opener = event.target.closest('[data-dialog]');
    if (opener) {
        document.getElementById(opener.dataset.dialog).showModal();
    }
    if (event.target.closest('[data-close]')) {
        event.target.closest('dialog').close();
    }
    const menu = event.target.closest('[data-menu]');
    if (menu) {
        const open = document.getElementById(menu.dataset.menu).classList.toggle('open');
        menu.setAttribute('aria-expanded', open);
    }
});

document.addEventListener('change', event => {
    const field = event.target;
    if (field.dataset.cookie) {
        document.cookie = `${field.dataset.cookie}=${encodeURIComponent(field.value)}; path=/; max-age=31536000; samesite=strict`;
        location.reload();
    }
    if (field.dataset.all !== undefined) {
        field.closest('table').querySelectorAll('tbody input[type=checkbox]').forEach(box => box.checked = field.checked);
    }
    if (field.closest('table')?.dataset.select !== undefined) {
        showSelection(field.closest('table'));
    }
    if (field.dataset.column) {
        const hidden = hiddenColumns(field.dataset.of);
        field.checked ? hidden.delete(field.dataset.column) : hidden.add(field.dataset.column);
        localStorage.setItem('columns ' + field.dataset.of, JSON.stringify([...hidden]));
        applyColumns();
    }
    showWhen();
    if (field.dataset.submit !== undefined) {
        field.form.requestSubmit();
    }
});

/** data-when="id=value": a part of a form that counts only while the field with this id has this value. */
function showWhen() {
    for (const part of document.querySelectorAll('[data-when]')) {
        const [id, value] = part.dataset.when.split('=');
        part.hidden = document.getElementById(id).value !== value;
        part.querySelectorAll('input, select, textarea').forEach(field => field.disabled = part.hidden);
    }
}

let suggesting;

/** Devices by what is typed, whether it is of their name or their id; sorted, so that a whole name comes before longer ones. */
document.addEventListener('input', event => {
    const field = event.target;
    if (field.dataset.suggest === undefined) {
        return;
    }
    let list = field.list;
    if (!list) {
        list = document.createElement('datalist');
        list.id = field.id + '-suggestions';
        field.after(list);
        field.setAttribute('list', list.id);
    }
    clearTimeout(suggesting);
    suggesting = setTimeout(async () => {
        // The field works without suggestions too.
        const {items} = await call('GET', `${field.dataset.suggest}?limit=10&sort=name&q=${encodeURIComponent(field.value)}`)
            .catch(() => ({items: []}));
        list.replaceChildren(...items.map(item => new Option(item.name, item.id)));
    }, 200);
});

function selected(table) {
    return [...document.querySelectorAll(`#${table} tbody input[type=checkbox]:checked`)];
}

function showSelection(table) {
    const count = selected(table.id).length;
    document.querySelectorAll(`[data-for="${table.id}"]`).forEach(part => part.hidden = count === 0);
    document.querySelectorAll(`[data-count="${table.id}"]`).forEach(part => part.textContent = count);
    table.querySelectorAll('tbody tr').forEach(row =>
        row.setAttribute('aria-selected', row.querySelector('input[type=checkbox]')?.checked ?? false));
}

function hiddenColumns(table) {
    return new Set(JSON.parse(localStorage.getItem('columns ' + table) ?? '[]'));
}

/** Columns that were put away stay away; remembered by this browser. */
function applyColumns() {
    for (const box of document.querySelectorAll('input[data-column]')) {
        const away = hiddenColumns(box.dataset.of).has(box.dataset.column);
        box.checked = !away;
        document.querySelectorAll(`#${box.dataset.of} [data-col="${box.dataset.column}"]`)
            .forEach(cell => cell.hidden = away);
    }
}

const relative = new Intl.RelativeTimeFormat(language, {numeric: 'auto'});
const absolute = new Intl.DateTimeFormat(language, {dateStyle: 'medium', timeStyle: 'medium'});

function tellTimes() {
    for (const time of document.querySelectorAll('time[datetime]')) {
        const at = new Date(time.dateTime);
        const seconds = (at - Date.now()) / 1000;
        const [value, unit] = Math.abs(seconds) < 60 ? [seconds, 'second'] : Math.abs(seconds) < 3600
            ? [seconds / 60, 'minute'] : Math.abs(seconds) < 86400 ? [seconds / 3600, 'hour'] : [seconds / 86400, 'day'];
        time.textContent = Math.abs(seconds) < 30 * 86400 ? relative.format(Math.round(value), unit)
            : absolute.format(at);
        time.title = absolute.format(at);
    }
}

// Live: the server says which kinds of things changed; the regions that show them are read again.
const MIN_GAP = 1500;
const SLOW_GAP = 5000;
const RETRY = 3000;
const TOPICS = ['device', 'drift', 'work', 'notification', 'rollout', 'deployment', 'heartbeat', 'package'];
const waiting = new Set();
/** In a large fleet there are heartbeats all the time: a page that is just made is not read again at once for them. */
let lastRefresh = performance.timeOrigin + MIN_GAP - SLOW_GAP;
let timer;
let source;
const listeners = new Set();

/** Calls back with the set of topics that changed. */
function onLive(listener) {
    listeners.add(listener);
}

async function refresh(topics) {
    const regions = [...document.querySelectorAll('[data-live]')].filter(region => !topics
        || region.dataset.live.split(' ').some(topic => topics.has(topic)));
    if (regions.length > 0) {
        const answer = await fetch(location.href, {headers: {Accept: 'text/html'}});
        if (answer.redirected && new URL(answer.url).pathname === '/login.xhtml') {
            location.reload();
            return;
        }
        if (answer.status >= 500) {
            throw new Error(`${answer.status} ${answer.statusText}`);
        }
        if (answer.ok) {
            const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
            regions.forEach(region => replace(region, fresh.getElementById(region.id)));
            enhance();
        }
    }
    listeners.forEach(listener => listener(topics));
}

/** What somebody works in is left alone until they are done. */
function replace(region, fresh) {
    const busy = region.querySelector('dialog[open], input[type=checkbox]:checked:not([data-column])')
        || region.contains(document.activeElement) && document.activeElement.matches('input, select, textarea');
    if (!fresh || busy || fresh.innerHTML === region.dataset.was) {
        return;
    }
    region.dataset.was = fresh.innerHTML;
    const focus = document.activeElement && region.contains(document.activeElement)
        ? document.activeElement.getAttribute('href') : null;
    region.replaceChildren(...fresh.childNodes);
    if (focus) {
        region.querySelector(`[href="${CSS.escape(focus)}"]`)?.focus();
    }
}

function schedule(topics) {
    topics.forEach(topic => waiting.add(topic));
    const gap = [...waiting].every(topic => topic === 'heartbeat') ? SLOW_GAP : MIN_GAP;
    clearTimeout(timer);
    timer = setTimeout(async () => {
        lastRefresh = Date.now();
        const now = new Set(waiting);
        waiting.clear();
        try {
            await refresh(now);
            if (source?.readyState === EventSource.OPEN) {
                lost(false);
            }
        } catch {
            lost(true);
            // What was not read now is read later, also if nothing else changes.
            setTimeout(() => schedule([...now]), RETRY);
        }
    }, Math.max(0, lastRefresh + gap - Date.now()));
}

function lost(is) {
    document.getElementById('lost').hidden = !is;
    document.documentElement.dataset.live = is ? 'lost' : 'on';
}

function listen() {
    // What changes between the making of the page and now must not be missed.
    source = new EventSource(`/api/v1/live?age=${Math.ceil(performance.now())}`);
    let opened = false;
    source.onmessage = event => {
        const wasLost = !document.getElementById('lost')?.hidden;
        lost(false);
        if (!opened && wasLost) {
            schedule(TOPICS);
        }
        opened = true;
        if (event.data) {
            schedule(event.data.split(' '));
        }
    };
    source.onerror = () => {
        lost(true);
        if (source.readyState === EventSource.CLOSED) {
            setTimeout(listen, RETRY);
        }
    };
}

// A hidden page needs no news; browsers allow few connections to one host.
document.addEventListener('visibilitychange', () => {
    if (!document.getElementById('lost') || document.querySelector('[data-still]')) {
        return;
    }
    if (document.hidden) {
        source?.close();
    } else if (!source || source.readyState === EventSource.CLOSED) {
        listen();
        schedule(TOPICS);
    }
});

function enhance() {
    tellTimes();
    applyColumns();
    showWhen();
    document.querySelectorAll('table[data-select]').forEach(showSelection);
}

// The link of a demonstration: its secret is behind the #, which browsers send to no server.
const demo = new URLSearchParams(location.hash.slice(1)).get('demo');
if (demo && location.pathname === '/login.xhtml') {
    history.replaceState(null, '', location.pathname + location.search);
    call('POST', 'session/demo', {secret: demo}).then(() => location.assign('/'),
        failure => document.querySelector('[role=alert]').textContent = failure.message);
}

enhance();
setInterval(tellTimes, 10_000);
// A page that could not be shown is not read again.
if (document.getElementById('lost') && !document.hidden && !document.querySelector('[data-still]')) {
    listen();
}
globalThis.tiny = {call, toast, text, bodyOf, onLive, refresh, language};
