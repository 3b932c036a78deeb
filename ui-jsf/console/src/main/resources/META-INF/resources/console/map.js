// Clusters of devices on a map that is part of the page: nothing is asked of another host.
const {text} = globalThis.tiny;
const SVG = 'http://www.w3.org/2000/svg';
const map = document.getElementById('map');
const places = JSON.parse(map.dataset.places);
let view = [0, 0, 360, 180];

/** Places that would lie on one another become one spot with the number of their devices. */
function clusters() {
    const cell = view[2] / 30;
    const cells = new Map();
    for (const place of places) {
        const x = place.longitude + 180;
        const y = 90 - place.latitude;
        const key = `${Math.floor(x / cell)} ${Math.floor(y / cell)}`;
        const known = cells.get(key) ?? {x: 0, y: 0, devices: 0, places: 0,
            cell: `${Math.floor(place.latitude)},${Math.floor(place.longitude)}`};
        known.places++;
        known.x += x * place.devices;
        known.y += y * place.devices;
        known.devices += place.devices;
        cells.set(key, known);
    }
    return [...cells.values()].map(one => ({...one, x: one.x / one.devices, y: one.y / one.devices}));
}

function draw() {
    map.setAttribute('viewBox', view.join(' '));
    const unit = view[2] / 360;
    document.getElementById('spots').replaceChildren(...clusters().map(one => {
        // What cannot be taken apart any further is a link to its devices.
        const single = one.places === 1;
        const group = document.createElementNS(SVG, single ? 'a' : 'g');
        const radius = unit * Math.min(9, 3 + Math.log2(one.devices));
        if (single) {
            group.setAttribute('href', `/devices.xhtml?cell=${one.cell}`);
        } else {
            group.setAttribute('tabindex', '0');
            group.setAttribute('role', 'button');
        }
        group.setAttribute('aria-label', text('devicesHere', one.devices, (90 - one.y).toFixed(1), (one.x - 180).toFixed(1)));
        const circle = document.createElementNS(SVG, 'circle');
        circle.setAttribute('class', 'spot');
        circle.setAttribute('cx', one.x);
        circle.setAttribute('cy', one.y);
        circle.setAttribute('r', radius);
        const number = document.createElementNS(SVG, 'text');
        number.setAttribute('x', one.x);
        number.setAttribute('y', one.y);
        number.setAttribute('font-size', radius);
        number.textContent = one.devices;
        group.append(circle, number);
        if (!single) {
            const zoom = () => look(one.x, one.y, view[2] / 3);
            group.addEventListener('click', zoom);
            group.addEventListener('keydown', event => {
                if (event.key === 'Enter') {
                    zoom();
                    document.querySelector('#spots > *')?.focus();
                }
            });
        }
        return group;
    }));
}

function look(x, y, width) {
    const wide = Math.min(360, Math.max(4, width));
    view = [Math.min(360 - wide, Math.max(0, x - wide / 2)), Math.min(180 - wide / 2, Math.max(0, y - wide / 4)), wide, wide / 2];
    draw();
}

map.addEventListener('wheel', event => {
    event.preventDefault();
    const box = map.getBoundingClientRect();
    const x = view[0] + (event.clientX - box.left) / box.width * view[2];
    const y = view[1] + (event.clientY - box.top) / box.height * view[3];
    look(x, y, view[2] * (event.deltaY > 0 ? 1.3 : 0.75));
}, {passive: false});
map.addEventListener('keydown', event => {
    const [x, y] = middle();
    const move = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[event.key];
    if (move) {
        event.preventDefault();
        look(x + move[0] * view[2] / 8, y + move[1] * view[3] / 8, view[2]);
    } else if (event.key === '+' || event.key === '-') {
        look(x, y, view[2] * (event.key === '-' ? 1.3 : 0.75));
    }
});
const middle = () => [view[0] + view[2] / 2, view[1] + view[3] / 2];
document.getElementById('nearer').addEventListener('click', () => look(...middle(), view[2] / 2));
document.getElementById('farther').addEventListener('click', () => look(...middle(), view[2] * 2));
document.getElementById('whole').addEventListener('click', () => look(180, 90, 360));
map.addEventListener('dblclick', () => look(180, 90, 360));
document.getElementById('map-none').hidden = places.length > 0;
draw();
