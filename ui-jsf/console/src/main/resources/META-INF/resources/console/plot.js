// Points on a plane; the one that is looked at stands out.
const {call, text} = globalThis.tiny;
const SVG = 'http://www.w3.org/2000/svg';

export async function plot(svg, address) {
    const note = svg.parentElement.querySelector('[data-plot-note]');
    let points = [];
    try {
        ({points} = await call('GET', address));
    } catch (failure) {
        note.textContent = failure.message;
    }
    svg.replaceChildren(...points.sort((a, b) => (a.kind === 'here') - (b.kind === 'here')).map(point => {
        const circle = document.createElementNS(SVG, 'circle');
        circle.setAttribute('cx', point.x);
        circle.setAttribute('cy', -point.y);
        circle.setAttribute('r', point.kind === 'here' ? .045 : .028);
        circle.setAttribute('class', {here: 'here', judged: 'known', open: '', prototype: 'prototype'}[point.kind]);
        const title = document.createElementNS(SVG, 'title');
        title.textContent = `${point.label ?? text('unknown')} (${point.event ? '#' + point.event : text('prototype')})`;
        circle.append(title);
        return circle;
    }));
}

for (const svg of document.querySelectorAll('[data-projection]')) {
    plot(svg, svg.dataset.projection);
}
globalThis.tiny.plot = plot;
