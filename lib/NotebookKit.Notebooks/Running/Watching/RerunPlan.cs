using System.Globalization;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Running;

/// <summary>From which cell on a notebook must run that has run before in a session that is still there.</summary>
/// <param name="Kept">How many of its code cells, from the top, keep their results.</param>
/// <param name="WhyFromTop">Why it must run from the top although a later cell is the first that changed; null otherwise.</param>
internal sealed record RerunPlan(int Kept, string? WhyFromTop)
{
    private static readonly string[] s_stateless = ["html", "markdown", "mermaid"];

    /// <summary>Makes the plan.</summary>
    /// <param name="before">The code cells as they have run, from top to bottom.</param>
    /// <param name="now">The notebook's code cells as they are now.</param>
    /// <returns>The plan; null when there is nothing to run.</returns>
    public static RerunPlan? Of(IReadOnlyList<CellReport> before, IReadOnlyList<NotebookCell> now)
    {
        int kept = before.Zip(now).TakeWhile(pair => HasRun(pair.First) && IsSame(pair.First.Cell, pair.Second)).Count();
        if (kept == before.Count && kept == now.Count)
        {
            return null;
        }

        // Without a cell that has run before the first changed one there is no state to keep.
        return !before.Take(kept).Any(report => report.Outcome == CellOutcome.Passed) ? new RerunPlan(0, null)
            : Obstacle([.. before.Skip(kept).Where(report => report.Outcome is CellOutcome.Passed or CellOutcome.Failed)],
                [.. now.Skip(kept)]) is { } why
            ? new RerunPlan(0, why)
            : new RerunPlan(kept, null);
    }

    private static bool HasRun(CellReport report) => report.Outcome is CellOutcome.Passed or CellOutcome.Skipped;

    private static bool IsSame(NotebookCell before, NotebookCell now) =>
        before.Source == now.Source && before.Language == now.Language
        && before.HasTag("skip-execution") == now.HasTag("skip-execution")
            && before.HasTag("raises-exception") == now.HasTag("raises-exception");

    // What the cells that ran from the first changed one on have done, and the ones that run now would notice.
    private static string? Obstacle(IReadOnlyList<CellReport> ran, IReadOnlyList<NotebookCell> now)
    {
        var left = new Dictionary<string, int>(StringComparer.Ordinal);
        var usings = new HashSet<string>(StringComparer.Ordinal);
        foreach (CellReport report in ran)
        {
            int number = report.Index + 1;
            if (s_stateless.Contains(report.Cell.Language))
            {
                continue;
            }

            if (report.Cell.Language != "csharp")
            {
                return Say($"cell {number}, in {report.Cell.Language}, has run");
            }

            var effects = CellEffects.Of(report.Cell.Source);
            if (effects.HasDirective)
            {
                return Say($"a directive of cell {number} has taken effect");
            }

            foreach (string name in effects.Declared)
            {
                left.TryAdd(name, number);
            }

            if (effects.Changed.FirstOrDefault(name => !left.ContainsKey(name)) is { } changed)
            {
                return Say($"cell {number} has changed {changed}");
            }

            usings.UnionWith(effects.Usings);
        }

        var declared = new HashSet<string>(StringComparer.Ordinal);
        foreach (NotebookCell cell in now.Where(cell => cell.Language == "csharp"))
        {
            var effects = CellEffects.Of(cell.Source);
            declared.UnionWith(effects.Declared);
            usings.ExceptWith(effects.Usings);
            if (effects.Used.FirstOrDefault(name => left.ContainsKey(name) && !declared.Contains(name)) is { } stale)
            {
                return Say($"{stale}, which is used, is there from when cell {left[stale]} ran before");
            }
        }

        return usings.FirstOrDefault() is { } open ? $"'{open}' is still in effect" : null;
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
