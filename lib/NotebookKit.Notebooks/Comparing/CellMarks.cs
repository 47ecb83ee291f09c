using System.Text.RegularExpressions;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Comparing;

/// <summary>
/// What a cell says about its comparison, in nbval's words: as tags (<c>nbval-skip</c>, <c>nbval-ignore-output</c>,
/// <c>nbval-check-output</c>, <c>nbval-raises-exception</c>, <c>raises-exception</c>), or as comments on lines of their own
/// (<c># NBVAL_SKIP</c> and so on; in C# and F# <c>// NBVAL_SKIP</c>).
/// </summary>
/// <param name="Skip">It does not run, and keeps its outputs.</param>
/// <param name="Ignore">It runs; its outputs may be any.</param>
/// <param name="Check">Its outputs are compared, also where only marked cells are.</param>
/// <param name="MayRaise">An error is no failure.</param>
internal sealed partial record CellMarks(bool Skip, bool Ignore, bool Check, bool MayRaise)
{
    private static readonly string[] s_names = ["skip", "ignore-output", "check-output", "raises-exception"];

    /// <summary>The marks of a cell.</summary>
    public static CellMarks Of(NotebookCell cell)
    {
        var found =
            cell.Tags.Select(tag => tag.StartsWith("nbval-", StringComparison.OrdinalIgnoreCase) ? tag[6..].ToLowerInvariant() : tag)
            .Where(s_names.Contains)
            .Concat(Comments(cell.Source))
            .ToHashSet(StringComparer.Ordinal);
        return new CellMarks(
            found.Contains("skip"), found.Contains("ignore-output"), found.Contains("check-output"), found.Contains("raises-exception"));
    }

    private static IEnumerable<string> Comments(string source) =>
        Comment().Matches(source).Select(comment => comment.Groups[1].Value.Replace('_', '-').ToLowerInvariant()).Where(s_names.Contains);

    [GeneratedRegex(@"^[^\S\n]*(?://|#)[^\S\n]*NBVAL_([\w-]+)\s*$", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Comment();
}
