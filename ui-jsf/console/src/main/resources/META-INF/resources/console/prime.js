// PrimeFaces' file with Chart.js also registers a widget, whose base these pages do not load.
globalThis.PrimeFaces ??= {widget: {DeferredWidget: {extend: () => undefined}}};
