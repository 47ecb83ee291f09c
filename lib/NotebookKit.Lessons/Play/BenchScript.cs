namespace NotebookKit.Lessons;

/// <summary>
/// What makes the bench move. The text is constant, so that a page can allow exactly this script; settings stand in the
/// fragment's attribute. Its arithmetic is that of the library's LSTM and GRU, which a test holds it to.
/// </summary>
internal static class BenchScript
{
    public const string Style =
        "<style>.nk-bench .nk-controls{margin:6px 0}.nk-bench .nk-controls[hidden]{display:none}"
        + ".nk-bench .nk-line{display:flex;flex-wrap:wrap;gap:6px 10px;align-items:center;margin:4px 0}"
        + ".nk-bench button,.nk-bench select{font:inherit;color:inherit;background:Canvas;border:1px solid "
        + "currentColor;border-radius:5px;padding:2px 10px;min-height:28px;cursor:pointer}"
        + ".nk-bench button[aria-pressed=true]{font-weight:700;box-shadow:inset 0 0 0 1px currentColor}"
        + ".nk-bench .nk-beside{display:flex;flex-wrap:wrap;gap:0 24px;align-items:flex-start}.nk-bench .nk-beside>*{max-width:100%}"
        + ".nk-bench .nk-sliders{display:grid;grid-template-columns:3.2em repeat(3,minmax(0,104px));gap:2px "
        + "8px;align-items:center;margin:4px 0 8px}"
        + ".nk-bench .nk-inputs{display:grid;grid-template-columns:repeat(3,minmax(0,112px));gap:2px 8px;margin:4px 0 8px}"
        + ".nk-bench label{display:block;min-width:0;font-variant-numeric:tabular-nums}.nk-bench label "
        + "input{display:block;width:100%;margin:0;min-height:22px}"
        + ".nk-bench .nk-head{color:color-mix(in srgb,currentColor 76%,transparent)}.nk-bench .nk-gate{font-weight:700}"
        + ".nk-bench .nk-now{min-height:3em;max-width:46em}</style>";

    public const string Code =
        """
        (() => {
          for (const root of document.querySelectorAll('[data-nk-bench]')) {
            if (root.dataset.started) continue;
            root.dataset.started = 'yes';
            const { cells, presets } = JSON.parse(root.dataset.nkBench);
            const find = name => root.querySelector(name), svg = find('svg'), now = find('.nk-now');
            const cellField = find('select'), inputs = [...root.querySelectorAll('[data-input]')], sliders = find('.nk-sliders');
            const sigmoid = v => 1 / (1 + Math.exp(-v));
            const gateLetters = 'ifozr', top = 22, rowHeight = 46, barHeight = 26;
            const written = v => (Math.abs(v) < 0.005 ? 0 : v).toFixed(2).replace('-', '−');
            const set = (element, values) => { for (const name in values) element.setAttribute(name, values[name]); };
            const weight = (gate, column) => Number(sliders.querySelector(`[data-weight="${gate},${column}"]`).value);

            // One unit, one feature: every weight is a number. a is the sum before a gate's function.
            const run = (cell, xs, weights) => {
              const rows = { x: xs, i: [], f: [], g: [], o: [], c: [], z: [], r: [], 'ĥ': [], h: [] };
              let h = 0, c = 0;
              for (const x of xs) {
                const a = weights.map(w => w[0] * x + w[1] * h + w[2]);
                if (cell === 'LSTM') {
                  const i = sigmoid(a[0]), f = sigmoid(a[1]), g = Math.tanh(a[2]), o = sigmoid(a[3]);
                  c = f * c + i * g;
                  h = o * Math.tanh(c);
                  rows.i.push(i); rows.f.push(f); rows.g.push(g); rows.o.push(o); rows.c.push(c);
                } else {
                  const z = sigmoid(a[0]), r = sigmoid(a[1]), w = weights[2];
                  const candidate = Math.tanh(w[0] * x + w[2] + r * (w[1] * h));
                  h = z * h + (1 - z) * candidate;
                  rows.z.push(z); rows.r.push(r); rows['ĥ'].push(candidate);
                }
                rows.h.push(h);
              }
              return cells[cell].rows.map(letter => [letter, rows[letter]]);
            };

            const colours = { x: 2, h: 0, c: 1 };
            const draw = () => {
              const cell = cellField.value;
              for (const label of root.querySelectorAll('label output')) label.textContent = written(Number(label.parentNode.parentNode.querySelector('input').value));
              const rows = run(cell, inputs.map(input => Number(input.value)), cells[cell].gates.map((gate, g) => [0, 1, 2].map(column => weight(g, column))));
              for (const group of svg.querySelectorAll('[data-row]')) {
                const row = rows[Number(group.dataset.row)];
                if (!row) { group.setAttribute('display', 'none'); continue; }
                group.removeAttribute('display');
                const [letter, values] = row, isGate = gateLetters.includes(letter), y = top + rowHeight * Number(group.dataset.row);
                const most = isGate ? 1 : Math.max(1, ...values.map(Math.abs)), room = isGate ? barHeight : barHeight / 2, ground = y + room;
                group.querySelector('[data-letter]').textContent = letter;
                set(group.querySelector('[data-ground]'), { y1: ground, y2: ground });
                for (const bar of group.querySelectorAll('[data-bar]')) {
                  const value = values[Number(bar.dataset.bar)], height = Math.abs(value) / most * room;
                  set(bar, { y: value < 0 ? ground : ground - height, height, class: `nk-f${colours[letter] ?? 5}`, 'data-value': value });
                }
                for (const number of group.querySelectorAll('[data-number]')) number.textContent = written(values[Number(number.dataset.number)]);
              }
              const height = top + rows.length * rowHeight + 4;
              set(svg, { height, viewBox: `0 0 358 ${height}` });
              set(svg.querySelector('rect.nk-ground'), { height });
              svg.querySelector('desc').textContent = rows.map(([letter, values]) => `${letter}: ${values.map(written).join(', ')}`).join('. ') + '.';
            };

            // The sliders of a cell are made once; those of the other one wait outside the page.
            const made = {};
            const choose = cell => {
              made[cell] ??= cells[cell].gates.flatMap(([letter, name], g) => {
                const gate = document.createElement('span');
                gate.className = 'nk-gate';
                gate.textContent = letter;
                gate.title = name;
                return [gate, ...['of x', 'of h', 'bias'].map((column, k) => {
                  const label = document.createElement('label'), input = document.createElement('input'), text = document.createElement('span');
                  Object.assign(input, { type: 'range', min: -10, max: 10, step: 0.5 });
                  input.dataset.weight = `${g},${k}`;
                  input.setAttribute('aria-label', `${name}, ${k < 2 ? `weight ${column}` : column}`);
                  text.append(document.createElement('output'));
                  label.append(input, text);
                  return label;
                })];
              });
              cellField.value = cell;
              sliders.replaceChildren(...[...sliders.children].slice(0, 4), ...made[cell]);
            };
            const press = name => {
              for (const button of root.querySelectorAll('button')) button.setAttribute('aria-pressed', button.dataset.preset === name);
            };
            const take = name => {
              const preset = presets.find(candidate => candidate.name === name && candidate.cell === cellField.value);
              preset.inputs.forEach((value, step) => { inputs[step].value = value; });
              preset.weights.forEach((gate, g) => gate.forEach((value, column) => {
                sliders.querySelector(`[data-weight="${g},${column}"]`).value = value;
              }));
              now.textContent = preset.note;
              press(name);
              draw();
            };
            for (const button of root.querySelectorAll('button')) button.addEventListener('click', () => take(button.dataset.preset));
            cellField.addEventListener('change', () => { choose(cellField.value); take('remember'); });
            root.addEventListener('input', event => {
              if (event.target.type !== 'range') return;
              press('');
              now.textContent = 'A setting of your own.';
              draw();
            });
            // The notebook around it would take keys for its own.
            root.addEventListener('keydown', event => event.stopPropagation());
            for (const part of root.querySelectorAll('.nk-controls')) part.hidden = false;
            choose('LSTM');
            take('remember');
          }
        })();
        """;
}
