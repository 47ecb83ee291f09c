namespace NotebookKit.Lessons;

/// <summary>
/// What makes the explorer answer. The text is constant, so that a page can allow exactly this script; what the library says
/// of each setting stands in the fragment's attribute.
/// </summary>
internal static class FlagScript
{
    public const string Style =
        "<style>.nk-explorer .nk-controls{display:flex;flex-wrap:wrap;gap:6px 16px;align-items:center;margin:6px 0}.nk-explorer "
            + ".nk-controls[hidden]{display:none}"
        + ".nk-explorer .nk-controls label{display:inline-flex;gap:6px;align-items:center;min-height:26px}"
        + ".nk-explorer input,.nk-explorer select{font:inherit;color:inherit;background:Canvas;border:1px solid "
        + "currentColor;border-radius:4px;padding:1px 4px}"
        + ".nk-explorer input[type=number]{width:5.2em}.nk-explorer input[type=checkbox]{width:16px;height:16px;margin:0}"
        + ".nk-explorer .nk-now{font-weight:600;margin:6px 0 2px}.nk-explorer .nk-beside{display:flex;flex-wrap:wrap;gap:0 "
        + "20px;align-items:flex-start}"
        + ".nk-explorer .nk-beside>*{max-width:100%}.nk-explorer .nk-beside>div{flex:1 1 300px;min-width:0}"
        + ".nkh.nkh.nkh.nk-explorer td,.nkh.nkh.nkh.nk-explorer th{white-space:normal;vertical-align:top;text-align:left;padding-left:0}"
        + ".nkh.nkh.nkh.nk-explorer td:first-child{white-space:nowrap;font-weight:700}.nkh.nkh.nkh.nk-explorer "
        + "td:nth-child(2){white-space:nowrap}"
        + ".nkh.nkh.nkh.nk-explorer td:last-child,.nkh.nkh.nkh.nk-explorer th:last-child{font-family:system-ui,sans-serif;padding-right:0}"
        + ".nk-explorer pre{margin:2px 0 6px;padding:6px 8px;white-space:pre-wrap;overflow-wrap:anywhere;font:12px/1.5 "
        + "ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace;"
        + "background:rgba(128,134,145,0.12);color:inherit;border-radius:4px}</style>";

    public const string Code =
        """
        (() => {
          for (const root of document.querySelectorAll('[data-nk-explorer]')) {
            if (root.dataset.started) continue;
            root.dataset.started = 'yes';
            const all = JSON.parse(root.dataset.nkExplorer), columns = [84, 170, 276];
            const field = name => root.querySelector(`[data-field="${name}"]`);
            const svg = root.querySelector('svg'), now = root.querySelector('.nk-now'), rows = root.querySelector('tbody');
            const flag = name => field(name).checked ? 1 : 0;
            const length = name => Math.max(1, Math.min(9999, Math.round(Number(field(name).value)) || 1));
            const set = (element, name, value) => value === null ? element.removeAttribute(name) : element.setAttribute(name, value);
            const show = () => {
              const cell = field('cell').value, sequences = flag('sequences'), state = flag('state'), backwards = flag('backwards'), both = flag('both');
              const batch = length('batch'), time = length('time'), units = length('units');
              const found = all[`${cell}${sequences}${state}${backwards}${both}`];
              const lengths = { b: batch, t: time, u: units, w: 2 * units };
              const written = text => text.replace(/\b[btuw]\b/g, letter => lengths[letter]);
              const count = found.tensors.length;
              now.textContent = `${count} ${count === 1 ? 'tensor comes' : 'tensors come'} back from x of shape (${batch}, ${time}, features).`;
              rows.replaceChildren(...found.tensors.map(tensor => {
                const row = document.createElement('tr');
                row.append(...[tensor[0], written(tensor[1]), tensor[2]].map(text => {
                  const data = document.createElement('td');
                  data.textContent = text;
                  return data;
                }));
                return row;
              }));
              root.querySelector('[data-code="csharp"]').textContent = found.csharp.replace(/\bu\b/, units);
              root.querySelector('[data-code="keras"]').textContent = found.keras.replace(/\bu\b/, units);

              const shown = Math.min(time, 3), ways = both ? [backwards, 1 - backwards] : [backwards];
              const last = row => ways[row] ? 0 : shown - 1;
              for (const part of svg.querySelectorAll('[data-kind]')) {
                const { kind, row, col, way } = part.dataset, c = Number(col), [what, which] = kind.split('-');
                const fits = !way || way === (ways[row] ? 'left' : 'right');
                const visible = row < ways.length && c < shown && (which !== 'c' || cell === 'LSTM') && fits
                  && (what === 'chain' ? c + 1 < shown : what === 'end' ? c === last(row) : what === 'name' ? c === last(row) && state === 1 : true);
                set(part, 'display', visible ? null : 'none');
                if (what !== 'out' && what !== 'end') continue;
                const lit = row < ways.length && (what === 'out' ? sequences === 1 || c === last(row) : state === 1);
                set(part, 'stroke-width', lit ? 3.5 : 1.5);
                set(part, 'stroke-dasharray', lit ? 'none' : '2 3');
                set(part, 'opacity', lit ? 1 : 0.5);
              }
              for (const name of svg.querySelectorAll('[data-cell]')) name.textContent = cell === 'SimpleRNN' ? 'RNN' : cell;
              for (const step of svg.querySelectorAll('[data-step]')) {
                const c = Number(step.dataset.step);
                set(step.parentNode, 'display', c < shown ? null : 'none');
                step.textContent = `step ${c === 2 && time > 3 ? time - 1 : c}`;
              }
              set(svg.querySelector('[data-dots]'), 'display', time > 3 ? null : 'none');
              for (const label of svg.querySelectorAll('[data-label]')) {
                const row = Number(label.dataset.label), here = row < ways.length;
                set(label, 'display', here ? null : 'none');
                label.textContent = !both ? 'output' : row === 0 ? 'output: first half' : 'output: second half';
                if (here) set(label, 'x', sequences ? (columns[0] + columns[shown - 1]) / 2 : columns[last(row)]);
              }
              const height = both ? 346 : 192;
              set(svg, 'height', height);
              set(svg, 'viewBox', `0 0 358 ${height}`);
              set(svg.querySelector('rect.nk-ground'), 'height', height);
              svg.querySelector('desc').textContent = `${now.textContent} ${found.tensors.map(tensor => `${tensor[0]} ${written(tensor[1])}: ${tensor[2]}`).join('. ')}.`;
            };
            root.addEventListener('input', show);
            root.addEventListener('change', show);
            // The notebook around it would take keys for its own.
            root.addEventListener('keydown', event => event.stopPropagation());
            root.querySelector('.nk-controls').hidden = false;
            show();
          }
        })();
        """;
}
