using Microsoft.Playwright;

namespace NotebookKit.Display.Tests.Pages;

/// <summary>What is measured in a rendered page, in the browser itself.</summary>
internal static class PageChecks
{
    /// <summary>Texts whose contrast against what lies behind them is below 4.5:1, the least that WCAG 2.2 allows for text.</summary>
    public static Task<string[]> LowContrastAsync(IPage page) => page.EvaluateAsync<string[]>(Colours +
        """
        const bad = [];
        for (const element of document.body.querySelectorAll('*')) {
          if (['SCRIPT', 'STYLE', 'title', 'desc', 'style', 'OPTION', 'SELECT'].includes(element.tagName)) continue;
          const own = [...element.childNodes].filter(n => n.nodeType === 3).map(n => n.data.trim()).join('');
          if (!own) continue;
          element.scrollIntoView({ block: 'center' });
          const box = element.getBoundingClientRect();
          if (box.width === 0) continue;
          const isSvg = element.namespaceURI.endsWith('svg');
          const style = getComputedStyle(element);
          const ground = isSvg ? behindSvg(element, box) : behindHtml(element);
          const ink = over(parse(isSvg ? style.fill : style.color), ground);
          const ratio = contrast(ink, ground);
          if (ratio < 4.5) bad.push(`${own.slice(0, 40)}: ${ratio.toFixed(2)}:1`);
        }
        return bad; }
        """);

    /// <summary>
    /// Pairs of texts in one picture whose boxes overlap, and texts that reach beyond their picture. Slanted texts are left out.
    /// </summary>
    public static Task<string[]> OverlapsAsync(IPage page) => page.EvaluateAsync<string[]>(
        """
        () => {
          const bad = [];
          for (const svg of document.querySelectorAll('svg')) {
            const frame = svg.getBoundingClientRect();
            const texts = [...svg.querySelectorAll('text')].filter(t => t.textContent.trim() && !t.hasAttribute('transform'))
              .map(t => ({ text: t.textContent, box: t.getBoundingClientRect() })).filter(t => t.box.width > 0);
            for (let i = 0; i < texts.length; i++) {
              const a = texts[i].box;
              if (a.left < frame.left - 1 || a.right > frame.right + 1 || a.top < frame.top - 1 || a.bottom > frame.bottom + 1)
                bad.push(`${texts[i].text} reaches beyond its picture`);
              for (let j = i + 1; j < texts.length; j++) {
                const b = texts[j].box;
                const x = Math.min(a.right, b.right) - Math.max(a.left, b.left), y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                // Boxes of text include the room for accents and descenders; lines may share that.
                if (x > 1 && y > 4) bad.push(`${texts[i].text} and ${texts[j].text} overlap by ${x.toFixed(0)} by ${y.toFixed(0)}`);
              }
            }
          }
          return bad; }
        """);

    private const string Colours =
        """
        () => {
          const parse = text => {
            let m = text.match(/^rgba?\(([^)]*)\)/);
            if (m) { const [r, g, b, a] = m[1].split(/[ ,\/]+/).map(Number); return [r, g, b, a ?? 1]; }
            m = text.match(/^color\(srgb ([^)]*)\)/);
            if (m) { const [r, g, b, a] = m[1].split(/[ \/]+/).map(Number); return [r * 255, g * 255, b * 255, a ?? 1]; }
            if (text === 'none' || text === 'transparent') return [0, 0, 0, 0];
            throw new Error('colour ' + text);
          };
          const over = (top, bottom) => [0, 1, 2].map(i => top[i] * top[3] + bottom[i] * (1 - top[3])).concat(1);
          const luminance = c => {
            const [r, g, b] = c.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const contrast = (a, b) => { const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
          const behindHtml = element => {
            const layers = [];
            for (let e = element; e; e = e.parentElement) layers.push(parse(getComputedStyle(e).backgroundColor));
            return layers.reverse().reduce((ground, layer) => over(layer, ground), [255, 255, 255, 1]);
          };
          const behindSvg = (text, box) => {
            const layers = document.elementsFromPoint(box.left + box.width / 2, box.top + box.height / 2)
              .filter(e => ['rect', 'circle', 'path'].includes(e.tagName) && (text.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING));
            return layers.reverse().reduce((ground, e) => {
              const style = getComputedStyle(e), fill = parse(style.fill);
              return over([fill[0], fill[1], fill[2], fill[3] * Number(style.fillOpacity)], ground);
            }, behindHtml(text.ownerSVGElement.parentElement));
          };
        """;
}
