(() => {
  const said = document.createElement('p');
  said.className = 'said';
  said.setAttribute('role', 'status');
  document.body.append(said);
  const copy = async code => {
    try { await navigator.clipboard.writeText(code.textContent); return true; } catch { }
    // Where a page has no clipboard of its own: over plain http, and in older browsers.
    const selection = getSelection(), range = document.createRange();
    range.selectNodeContents(code);
    selection.removeAllRanges();
    selection.addRange(range);
    try { return document.execCommand('copy'); } catch { return false; }
  };
  for (const listing of document.querySelectorAll('pre.code')) {
    const code = listing.querySelector('code'), place = document.createElement('span'), button = document.createElement('button');
    if (!code) continue;
    place.className = 'copy';
    Object.assign(button, { type: 'button', textContent: 'Copy' });
    button.setAttribute('aria-label', 'Copy the code');
    let later;
    button.addEventListener('click', async () => {
      const done = await copy(code);
      button.textContent = done ? 'Copied' : 'Selected';
      said.textContent = done ? 'The code is copied.' : 'The code is selected; copy it with your keyboard.';
      clearTimeout(later);
      later = setTimeout(() => { button.textContent = 'Copy'; said.textContent = ''; }, 2500);
    });
    place.append(button);
    listing.prepend(place);
    listing.classList.add('copied');
  }
})();
