using System.Collections.Frozen;

namespace NotebookKit.Notebooks.Export;

/// <summary>
/// Counts the elements that are open while the tags of a fragment are read, by the rules of the HTML standard as far as they
/// matter to the number: never fewer than a parser has open, save what ends by itself (a cell of a table at the next one).
/// </summary>
internal sealed class OpenElements
{
    private const int Most = 2_000;

    /// <summary>Each of these is made anew at each new paragraph.</summary>
    private const int MostFormatting = 200;

    private static readonly FrozenSet<string> s_void =
        Names("area base br col embed frame hr img image input link meta param source track wbr");

    /// <summary>Elements that others of their kind, or the end of what they stand in, close.</summary>
    private static readonly FrozenSet<string> s_closedByOthers =
        Names("p li dt dd td th tr tbody thead tfoot caption colgroup option html head body");

    /// <summary>Elements that an end tag does not reach beyond.</summary>
    private static readonly FrozenSet<string> s_walls =
        Names("applet button foreignobject desc title annotation-xml marquee mi mn mo ms mtext object select table template");

    /// <summary>Elements that are opened again after the end of what they stand in, until their own end tag.</summary>
    private static readonly FrozenSet<string> s_formatting = Names("a b big code em font i nobr s small strike strong tt u");

    private readonly List<string> _open = [];
    private int _formatting;

    /// <summary>Takes note of a tag; <c>false</c> when so many elements are open that parsing on would take too long.</summary>
    /// <param name="name">The name of the tag.</param>
    /// <param name="isEnd">Whether it is an end tag.</param>
    /// <param name="isSelfClosing">Whether it ends in <c>/></c>, which closes elements of SVG and MathML only.</param>
    public bool Read(string name, bool isEnd, bool isSelfClosing)
    {
        name = name.ToLowerInvariant();
        if (s_void.Contains(name) || s_closedByOthers.Contains(name))
        {
            return true;
        }
        if (s_formatting.Contains(name))
        {
            _formatting = Math.Max(0, _formatting + (isEnd ? -1 : 1));
        }
        else if (isEnd)
        {
            Close(name);
        }
        else if (!(isSelfClosing && IsForeign(name)))
        {
            _open.Add(name);
        }

        return _open.Count <= Most && _formatting <= MostFormatting;
    }

    private static FrozenSet<string> Names(string names) => FrozenSet.ToFrozenSet(names.Split(' '), StringComparer.Ordinal);

    private void Close(string name)
    {
        int at = _open.FindLastIndex(open => open == name || s_walls.Contains(open));
        if (at >= 0 && _open[at] == name)
        {
            _open.RemoveRange(at, _open.Count - at);
        }
    }

    private bool IsForeign(string name) =>
        name is "svg" or "math" || _open.FindLast(open => open is "svg" or "math"
            or "foreignobject" or "desc" or "title" or "annotation-xml" or "mi" or "mn" or "mo" or "ms" or "mtext") is "svg" or "math";
}
