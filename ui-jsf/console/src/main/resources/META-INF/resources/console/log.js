// A log with a search; only the end of a long one is shown.
const {text} = globalThis.tiny;
const LINES = 2000;
const BYTES = 4_000_000;
const box = document.getElementById('log-lines');
const search = document.getElementById('log-search');
let lines = [];

function show() {
    const wanted = search.value.toLowerCase();
    const found = wanted ? lines.filter(line => line.toLowerCase().includes(wanted)) : lines;
    box.textContent = found.slice(-LINES).join('\n');
    document.getElementById('log-count').textContent = text('lines', Math.min(LINES, found.length), lines.length);
}

const answer = await fetch(box.dataset.log);
if (answer.ok) {
    let content = await answer.text();
    if (content.length > BYTES) {
        content = content.slice(content.indexOf('\n', content.length - BYTES) + 1);
    }
    lines = content.split('\n').filter(Boolean);
    show();
} else {
    box.textContent = `${answer.status} ${answer.statusText}`;
}
search.addEventListener('input', show);
