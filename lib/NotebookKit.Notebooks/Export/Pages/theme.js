
(() => {
  const root = document.documentElement, form = document.getElementById('theme');
  const chosen = document.getElementById('theme-' + (root.dataset.theme || 'system'));
  if (chosen) chosen.checked = true;
  form.addEventListener('change', event => {
    const theme = event.target.value;
    if (theme === 'system') delete root.dataset.theme; else root.dataset.theme = theme;
    try { localStorage.setItem('notebookkit-theme', theme); } catch { }
  });
  const contents = document.querySelector('.contents details');
  if (matchMedia('(max-width: 62rem)').matches) contents.open = false;
})();
