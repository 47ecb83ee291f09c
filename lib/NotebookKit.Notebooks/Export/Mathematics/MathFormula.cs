namespace NotebookKit.Notebooks.Export;

/// <summary>Formulas in TeX notation as MathML, which browsers draw without scripts and fonts of their own.</summary>
public static class MathFormula
{
    /// <summary>The formula as a <c>math</c> element, with the TeX text as its annotation, so that copying gives it back.</summary>
    /// <param name="tex">The formula without its dollar signs.</param>
    /// <param name="display">Whether it stands on a line of its own.</param>
    /// <exception cref="MathSyntaxException">The formula uses an unknown command, or is not well formed.</exception>
    public static string ToMathMl(string tex, bool display)
    {
        ArgumentNullException.ThrowIfNull(tex);
        var trimmed = tex.Trim();
        var row = MathMarkup.Row(new MathParser(trimmed, display).ParseAll());
        return $"<math{(display ? " display=\"block\"" : "")}><semantics>{row}"
            + $"<annotation encoding=\"application/x-tex\">{Html.Escape(trimmed)}</annotation></semantics></math>";
    }
}
