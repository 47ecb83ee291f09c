(() => {
  // What scrolls sideways can be reached, and scrolled, by the keyboard; what fits is no stop on the way.
  const places = document.querySelectorAll('.output, .output pre, .text > table, pre.code, pre.raw, math[display=block]');
  const mark = () => {
    const wide = [...places].map(place => place.scrollWidth > place.clientWidth && /auto|scroll/.test(getComputedStyle(place).overflowX));
    places.forEach((place, i) => { if (wide[i]) place.tabIndex = 0; else place.removeAttribute('tabindex'); });
  };
  let later;
  addEventListener('resize', () => { clearTimeout(later); later = setTimeout(mark, 100); });
  document.addEventListener('toggle', mark, true);
  mark();
})();
