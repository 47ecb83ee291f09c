namespace NotebookKit.Display.Traces;

/// <summary>What makes a stepper move: plain script, once a fragment, no library.</summary>
internal static class StepperScript
{
    // Of this fragment alone: others on the page have controls of their own.
    public const string Style =
        "<style>.nk-stepper .nk-controls{display:flex;gap:8px;align-items:center;margin:4px 0}"
            + ".nk-stepper .nk-controls[hidden]{display:none}" +
        ".nk-stepper .nk-controls button{font:inherit;min-width:34px;min-height:28px;cursor:pointer;color:inherit;background:none;" +
        "border:1px solid currentColor;border-radius:5px}" +
        ".nk-stepper .nk-controls input{width:260px;min-width:0}.nk-stepper .nk-controls select{font:inherit}" +
        ".nk-stepper .nk-now{font-variant-numeric:tabular-nums}</style>";

    /// <summary>
    /// The same text in every fragment, so that a site can list it by its hash (notebooks/scripts.txt); the numbers are data of the
    /// fragment. Every stepper on the page is started once. Keys are kept from the notebook around it, which would move to another cell.
    /// </summary>
    public const string Code =
        """
        (() => {
          for (const root of document.querySelectorAll('[data-nk-stepper]')) {
            if (root.dataset.started) continue;
            root.dataset.started = 'yes';
            const data = JSON.parse(root.dataset.nkStepper);
            const slider = root.querySelector('input'), unit = root.querySelector('select'), now = root.querySelector('.nk-now');
            const texts = [...root.querySelectorAll('[data-slot]')];
            const show = t => {
              t = Math.max(0, Math.min(Number(slider.max), t));
              slider.value = t;
              const u = unit ? unit.selectedIndex : 0;
              for (const text of texts) text.textContent = data.slots[u][t][text.dataset.slot];
              now.textContent = data.spoken[u][t];
            };
            slider.addEventListener('input', () => show(Number(slider.value)));
            if (unit) unit.addEventListener('change', () => show(Number(slider.value)));
            for (const button of root.querySelectorAll('button'))
              button.addEventListener('click', () => show(Number(slider.value) + Number(button.dataset.by)));
            root.addEventListener('keydown', event => {
              event.stopPropagation();
              if (event.target === slider || event.target === unit) return;
              const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
              if (by) { show(Number(slider.value) + by); event.preventDefault(); }
            });
            root.querySelector('.nk-controls').hidden = false;
          }
        })();
        """;
}
