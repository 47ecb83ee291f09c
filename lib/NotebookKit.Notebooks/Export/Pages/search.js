(() => {
  const most = { words: 10, results: 40, before: 60, after: 160 };
  const box = document.getElementById('search-box'), list = document.getElementById('search-results'), status = document.getElementById('search-status');
  const { pages, sections } = JSON.parse(document.getElementById('search-index').textContent);
  // Letter by letter, so that a place in the folded text is the same place in the text: É, é and e are one letter.
  const letter = c => { const plain = c.normalize('NFD')[0].toLowerCase(); return plain.length === 1 ? plain : c; };
  const fold = text => /^[\x20-\x7e]*$/.test(text) ? text.toLowerCase() : Array.from({ length: text.length }, (_, i) => letter(text[i])).join('');
  let folded;
  const prepare = () => folded ??= sections.map(([page, , heading, text]) => ({ page: fold(pages[page][1]), heading: fold(heading), text: fold(text) }));

  const count = (text, word) => {
    let n = 0;
    for (let at = text.indexOf(word); at >= 0 && n < 8; at = text.indexOf(word, at + word.length)) n++;
    return n;
  };
  // Every word must stand somewhere in the section; headings weigh more than text, and the page's title more than nothing.
  const score = (section, words) => {
    let sum = 0;
    for (const word of words) {
      const inHeading = section.heading.includes(word), inPage = section.page.includes(word), inText = count(section.text, word);
      if (!inHeading && !inPage && !inText) return 0;
      sum += (inHeading ? 20 : 0) + (inPage ? 4 : 0) + inText + (` ${section.heading} ${section.text} `.includes(` ${word} `) ? 3 : 0);
    }
    // Words that stand beside each other, in this order, are what was meant.
    const phrase = words.join(' ');
    return words.length < 2 ? sum : sum + (section.heading.includes(phrase) ? 20 : 0) + 6 * Math.min(2, count(section.text, phrase));
  };

  const marked = (text, words) => {
    const part = document.createDocumentFragment(), low = fold(text);
    for (let at = 0; at < text.length;) {
      let next = text.length, length = 0;
      for (const word of words) {
        const found = low.indexOf(word, at);
        if (found >= 0 && (found < next || (found === next && word.length > length))) [next, length] = [found, word.length];
      }
      part.append(text.slice(at, next));
      if (length) { const mark = document.createElement('mark'); mark.textContent = text.slice(next, next + length); part.append(mark); }
      at = next + length;
    }
    return part;
  };
  const excerpt = (index, words) => {
    const text = sections[index][3], low = folded[index].text;
    const places = words.map(word => low.indexOf(word)).filter(at => at >= 0);
    let from = Math.max(0, (places.length ? Math.min(...places) : 0) - most.before), to = Math.min(text.length, from + most.before + most.after);
    if (from > 0) from = Math.max(from, text.indexOf(' ', from) + 1);
    if (to < text.length) to = Math.max(from, text.lastIndexOf(' ', to));
    return (from > 0 ? '… ' : '') + text.slice(from, to) + (to < text.length ? ' …' : '');
  };

  const show = () => {
    prepare();
    const words = [...new Set(fold(box.value.slice(0, 200)).split(/\s+/).filter(word => word))].slice(0, most.words);
    const found = words.length === 0 ? [] : folded.map((section, index) => ({ index, score: score(section, words) }))
      .filter(entry => entry.score > 0).sort((a, b) => b.score - a.score || a.index - b.index);
    list.replaceChildren(...found.slice(0, most.results).map(({ index }) => {
      const [page, id, heading] = sections[index], item = document.createElement('li'), link = document.createElement('a'), text = document.createElement('p');
      link.href = pages[page][0] + (id ? `#${encodeURIComponent(id)}` : '');
      link.append(marked(heading, words));
      const where = document.createElement('span');
      where.className = 'where';
      where.append(marked(pages[page][1], words));
      text.append(marked(excerpt(index, words), words));
      item.append(link, ' ', where, text);
      return item;
    }));
    status.textContent = words.length === 0 ? '' : found.length === 0 ? 'Nothing was found. Every word must stand in one section.'
      : `${found.length} ${found.length === 1 ? 'section' : 'sections'}${found.length > most.results ? `; the best ${most.results} are shown` : ''}.`;
    try { history.replaceState(null, '', words.length ? `#q=${encodeURIComponent(box.value.slice(0, 200))}` : location.pathname); } catch { }
  };

  box.addEventListener('input', show);
  // Down and Up go through the results, Enter opens the first, Escape empties the box.
  document.querySelector('.search').addEventListener('keydown', event => {
    const links = [...list.querySelectorAll('a')], at = links.indexOf(document.activeElement);
    if (event.key === 'ArrowDown' && links[at + 1]) links[at + 1].focus();
    else if (event.key === 'ArrowUp' && at >= 0) (links[at - 1] ?? box).focus();
    else if (event.key === 'Enter' && document.activeElement === box && links[0]) links[0].click();
    else if (event.key === 'Escape') { box.value = ''; show(); box.focus(); }
    else return;
    event.preventDefault();
  });
  document.querySelector('.search').hidden = false;
  document.querySelector('.without').hidden = true;
  const asked = /^#q=(.*)$/.exec(location.hash);
  if (asked) { try { box.value = decodeURIComponent(asked[1]); } catch { } }
  if (box.value) show();
  box.focus();
})();
