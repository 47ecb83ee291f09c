using System.Text;

namespace NotebookKit.Notebooks.Export;

/// <summary>A finished part of a formula.</summary>
/// <param name="Markup">Its MathML, exactly one element.</param>
/// <param name="Class">What it is to its neighbours.</param>
/// <param name="HasLimits">Whether its scripts go below and above it in a displayed formula.</param>
internal sealed record MathNode(string Markup, MathClass Class = MathClass.Ordinary, bool HasLimits = false);

/// <summary>Writes the elements of MathML Core (W3C).</summary>
internal static class MathMarkup
{
    public const string ApplyFunction = "<mo>\u2061</mo>";

    public static string Identifier(string text) => $"<mi>{Html.Escape(text)}</mi>";

    /// <summary>A name in upright letters; a name of one letter would be italic without saying so.</summary>
    public static string Upright(string text) =>
        text.EnumerateRunes().Count() == 1 ? $"<mi mathvariant=\"normal\">{Html.Escape(text)}</mi>" : Identifier(text);

    public static string Number(string text) => $"<mn>{Html.Escape(text)}</mn>";

    public static string Operator(string text, string attributes = "") => $"<mo{attributes}>{Html.Escape(text)}</mo>";

    public static string Text(string text) => $"<mtext>{Html.Escape(text.Replace(' ', '\u00a0'))}</mtext>";

    public static string Space(string width) => $"<mspace width=\"{width}\"></mspace>";

    /// <summary>The parts in a row; one part alone needs none.</summary>
    public static string Row(IReadOnlyList<MathNode> parts) =>
        parts.Count == 1 ? parts[0].Markup : $"<mrow>{string.Concat(parts.Select(part => part.Markup))}</mrow>";

    /// <summary>Scripts at the side of a base, or below and above it.</summary>
    public static string Scripts(string @base, string? below, string? above, bool asLimits) => (below, above) switch
    {
        (null, null) => @base,
        (not null, null) => Element(asLimits ? "munder" : "msub", @base, below),
        (null, not null) => Element(asLimits ? "mover" : "msup", @base, above),
        _ => Element(asLimits ? "munderover" : "msubsup", @base, below, above),
    };

    public static string Element(string name, params IEnumerable<string> children) => $"<{name}>{string.Concat(children)}</{name}>";

    /// <summary>A table, as matrices and aligned equations are.</summary>
    /// <param name="rows">The cells' markup.</param>
    /// <param name="columns">The alignment of the columns, repeated: <c>right left</c> for aligned equations.</param>
    /// <param name="kind">A class for the style sheet, which sets the distances.</param>
    public static string Table(IReadOnlyList<IReadOnlyList<string>> rows, string[] columns, string kind) =>
        $"<mtable class=\"{kind}\"{(kind == "aligned" ? " displaystyle=\"true\"" : "")}>"
        + string.Concat(rows.Select(row => Element("mtr", row.Select(
            (cell, i) => $"<mtd style=\"text-align:{columns[i % columns.Length]}\">{cell}</mtd>"))))
        + "</mtable>";
}
