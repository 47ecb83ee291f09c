namespace NotebookKit.Notebooks.Export;

/// <summary>Formulas in TeX notation as MathML, which browsers draw without scripts and fonts of their own.</summary>
internal static class MathFormula
{
    // Ten times the longest formula that fits a page.
    private const int MostCharacters = 10_000;

    /// <summary>The formula as a <c>math</c> element, with the TeX text as its annotation, so that copying gives it back.</summary>
    /// <param name="tex">The formula without its dollar signs.</param>
    /// <param name="display">Whether it stands on a line of its own.</param>
    /// <exception cref="MathSyntaxException">The formula uses an unknown command, is not well formed, or has more than 10,000
    /// characters.</exception>
    public static string ToMathMl(string tex, bool display)
    {
        string trimmed = tex.Trim();
        if (trimmed.Length > MostCharacters)
        {
            throw new MathSyntaxException(
                $"the formula {Shortened.Of(trimmed)} has {trimmed.Length} characters; at most {MostCharacters} are read. Write it as "
                    + $"several.");
        }

        string row = MathMarkup.Row(new MathParser(trimmed, display).ParseAll());
        return $"<math{(display ? " display=\"block\"" : "")}><semantics>{row}"
            + $"<annotation encoding=\"application/x-tex\">{Html.Escape(trimmed)}</annotation></semantics></math>";
    }
}
