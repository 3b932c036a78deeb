// Draws <canvas data-chart="address of the API" data-kind="..."> with Chart.js, which PrimeFaces brings.
const {call, text, onLive, language} = globalThis.tiny;
const COLOURS = ['#0b8793', '#c2570c', '#6d4fc4', '#2f8f4e', '#c0392b', '#8a6d1b', '#1f6fb2', '#a83279'];
const charts = new Map();
/** What each canvas shows, for saving it as a table. */
const drawn = new Map();

function colour(name) {
    // light-dark() has to be asked of an element that uses it.
    const probe = document.createElement('span');
    probe.className = name;
    document.body.append(probe);
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
}

function pick(value, path) {
    return path.split('.').reduce((part, name) => part?.[name], value);
}

function time(at, spanSeconds) {
    return new Intl.DateTimeFormat(language, spanSeconds > 2 * 86400 ? {dateStyle: 'short'}
        : {hour: '2-digit', minute: '2-digit', ...(spanSeconds < 3600 ? {second: '2-digit'} : {})}).format(new Date(at));
}

/** Without what the chart's title says anyway. */
function shortened(name) {
    return name.replace(/^pipeline\.(time\.)?/, '').replace(/(\.p50)?\.(micros|bytes|percent|celsius)$/, '');
}

/** What the API said, as labels and lines. Values that are not known stay gaps. */
function shape(canvas, answer) {
    const scale = Number(canvas.dataset.scale ?? 1);
    if (answer.series) {
        const times = [...new Set(Object.values(answer.series).flat().map(step => step.at))].sort();
        const span = (new Date(times.at(-1)) - new Date(times[0])) / 1000;
        return {keys: times, labels: times.map(at => time(at, span)), lines: Object.entries(answer.series).map(([name, steps]) => {
            const byTime = new Map(steps.map(step => [step.at, step]));
            return {label: shortened(name),
                data: times.map(at => byTime.has(at) ? byTime.get(at).mean * scale : null)};
        }).filter(line => line.data.some(value => value !== null))};
    }
    const items = answer.items;
    const fields = canvas.dataset.fields.split(',');
    const keys = items.map(item => String(pick(item, canvas.dataset.key)) || text('unknown'));
    return {keys, labels: keys, lines: fields.map(field => ({label: text('figure.' + field.split('.').pop()),
            data: items.map(item => { const value = pick(item, field); return value == null ? null : value * scale; })}))};
}

async function draw(canvas) {
    const answer = await call('GET', canvas.dataset.chart);
    const {keys, labels, lines} = shape(canvas, answer);
    drawn.set(canvas, {keys, lines});
    const nothing = canvas.closest('section').querySelector('[data-nothing]');
    const known = lines.some(line => line.data.some(value => value !== null));
    nothing.hidden = known;
    canvas.parentElement.hidden = !known;
    if (!known) {
        return;
    }
    const datasets = lines.map((line, i) => ({...line, borderColor: COLOURS[i % COLOURS.length],
        backgroundColor: COLOURS[i % COLOURS.length], borderWidth: 2, pointRadius: labels.length > 40 ? 0 : 2,
        spanGaps: false, tension: .2}));
    const old = charts.get(canvas);
    if (old) {
        old.data.labels = labels;
        old.data.datasets.forEach((set, i) => set.data = datasets[i]?.data ?? []);
        if (old.data.datasets.length !== datasets.length) {
            old.data.datasets = datasets;
        }
        old.update('none');
        return;
    }
    const ink = colour('soft');
    const kind = canvas.dataset.kind;
    charts.set(canvas, new Chart(canvas, {type: kind === 'bar' ? 'bar' : 'line', data: {labels, datasets}, options: {
        animation: false, responsive: true, maintainAspectRatio: false, interaction: {mode: 'index', intersect: false},
        plugins: {legend: {display: datasets.length > 1, position: 'bottom', labels: {color: ink, boxWidth: 12}}},
        scales: {x: {ticks: {color: ink, maxTicksLimit: 8, maxRotation: 0}, grid: {display: false}},
            y: {ticks: {color: ink}, beginAtZero: !answer.series,
                title: {display: Boolean(canvas.dataset.unit), text: canvas.dataset.unit, color: ink}}},
    }}));
}

function drawAll() {
    document.querySelectorAll('canvas[data-chart]').forEach(canvas => draw(canvas).catch(failure => {
        const nothing = canvas.closest('section').querySelector('[data-nothing]');
        nothing.hidden = false;
        nothing.textContent = failure.message;
        canvas.parentElement.hidden = true;
    }));
}

function save(canvas, ending, content) {
    const link = document.createElement('a');
    link.download = canvas.dataset.title.replace(/[^\p{L}\p{N}]+/gu, '-').toLowerCase() + ending;
    link.href = URL.createObjectURL(content);
    link.click();
    // Not at once: the browser reads it after this script.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The chart on the colour that it has on the page: a canvas has none, and its light letters need a dark ground. */
function picture(canvas) {
    const copy = document.createElement('canvas');
    copy.width = canvas.width;
    copy.height = canvas.height;
    const pen = copy.getContext('2d');
    pen.fillStyle = getComputedStyle(canvas.closest('section')).backgroundColor;
    pen.fillRect(0, 0, copy.width, copy.height);
    pen.drawImage(canvas, 0, 0);
    return new Promise(resolve => copy.toBlob(resolve, 'image/png'));
}

/** RFC 4180; what is not known is an empty field. */
function table({keys, lines}) {
    const quoted = value => `"${String(value).replaceAll('"', '""')}"`;
    return [['', ...lines.map(line => line.label)].map(quoted).join(','),
        ...keys.map((key, i) => [quoted(key), ...lines.map(line => line.data[i] ?? '')].join(','))].join('\r\n') + '\r\n';
}

document.addEventListener('click', event => {
    const canvas = event.target.closest('[data-png], [data-csv]')?.closest('section').querySelector('canvas');
    if (!drawn.has(canvas)) {
        return;
    }
    if (event.target.closest('[data-png]')) {
        picture(canvas).then(content => save(canvas, '.png', content));
    } else {
        save(canvas, '.csv', new Blob([table(drawn.get(canvas))], {type: 'text/csv'}));
    }
});

drawAll();
onLive(topics => {
    if (!topics || topics.has('heartbeat') || topics.has('package')) {
        drawAll();
    }
});
