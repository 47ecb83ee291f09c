using System.Text.RegularExpressions;

namespace NotebookKit.Notebooks.Comparing;

/// <summary>
/// What is not compared in texts: each match is replaced by a word on both sides. Some patterns are known by name (times, dates,
/// durations, addresses, GUIDs,
/// the classes around types that cells declare); a file adds others, see <see cref="SanitizeFile"/>.
/// </summary>
public sealed partial class IgnoredPatterns
{
    private static readonly (string Name, Regex Regex)[] s_known =
    [
        ("guid", Guid()),
        ("address", Address()),
        ("date", Date()),
        ("time", Time()),
        ("duration", Duration()),
        ("submission", Submission()),
    ];

    private readonly IReadOnlyList<Rule> _rules;

    private IgnoredPatterns(IReadOnlyList<Rule> rules) => _rules = rules;

    /// <summary>The patterns that are known by name, and no others.</summary>
    public static IgnoredPatterns Default { get; } =
        new([.. s_known.Select(known => new Rule(known.Name, known.Regex, $"<{known.Name}>"))]);

    /// <summary>The names of the patterns that are known.</summary>
    public static IReadOnlyList<string> KnownNames => [.. s_known.Select(known => known.Name)];

    /// <summary>These without those of the given names, which then must be equal.</summary>
    public IgnoredPatterns Without(IEnumerable<string> names)
    {
        var left = names.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return left.Count == 0 ? this : new([.. _rules.Where(rule => !left.Contains(rule.Name))]);
    }

    /// <summary>These and another, which goes first.</summary>
    /// <param name="name">Its name in messages; one of the same name is replaced.</param>
    /// <param name="regex">What to ignore, a regular expression.</param>
    /// <param name="replacement">What stands in its place, with <c>$1</c> and the like.</param>
    /// <exception cref="ArgumentException">The expression cannot be read.</exception>
    public IgnoredPatterns With(string name, string regex, string replacement)
    {
        ArgumentNullException.ThrowIfNull(name);
        var rule = new Rule(name, Compile(regex), replacement);
        int own = _rules.TakeWhile(old => old.IsOfFile).Count(old => old.Name != name);
        var others = _rules.Where(old => !old.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        others.Insert(Math.Min(own, others.Count), rule with { IsOfFile = true });
        return new(others);
    }

    /// <summary>The text with every match replaced.</summary>
    /// <exception cref="CompareException">A pattern took too long.</exception>
    internal string Replace(string text)
    {
        foreach (Rule rule in _rules)
        {
            try
            {
                text = rule.Regex.Replace(text, rule.Replacement);
            }
            catch (RegexMatchTimeoutException)
            {
                throw new CompareException(
                    $"The pattern {rule.Name} took more than {rule.Regex.MatchTimeout.TotalSeconds:0} s in an output of {text.Length} "
                        + $"characters. "
                    + "Write it without lookarounds and backreferences, which lets it run in one pass.");
            }
        }

        return text;
    }

    // In one pass whatever the text, where the expression allows it.
    private static Regex Compile(string regex)
    {
        const RegexOptions options = RegexOptions.CultureInvariant | RegexOptions.Multiline;
        try
        {
            return new Regex(regex, options | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            return new Regex(regex, options, TimeSpan.FromSeconds(2));
        }
    }

    // With braces and hyphens or without, as .NET's formats D, B and N write it.
    [GeneratedRegex(
        @"(?<![0-9A-Za-z])[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}(?![0-9A-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex Guid();

    [GeneratedRegex(@"\b0x[0-9a-fA-F]{4,16}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex(
        @"\b(?:\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})|\d{1,2}\.\d{1,2}\.\d{4}"
        + @"|(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?(?:\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*,? \d{4}"
        + @"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{1,2},? \d{4}))(?=T?\b|T\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Date();

    // 12:34, 12:34:56.789, 1.02:03:04.5 (a TimeSpan of days), with AM or PM and an offset.
    [GeneratedRegex(
        @"(?<![0-9A-Za-z.:])T?(?:-?(?:\d{1,5}\.)?\d{1,2}:\d{2}:\d{2}(?:[.,]\d+)?|\d{1,2}:\d{2}(?= ?[AaPp][Mm]\b))(?: ?[AaPp][Mm]\b)?(?:Z\b| ?[+-]\d{2}:?\d{2}\b)?|(?<=<date>)T(?:\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?:Z\b|[+-]\d{2}:\d{2}\b)?",
        RegexOptions.CultureInvariant)]
    private static partial Regex Time();

    [GeneratedRegex(
        @"(?<![0-9A-Za-z.])\d+(?:[.,]\d+)* ?(?:ns|us|µs|μs|ms|s|sec|secs|nanoseconds?|microseconds?|milliseconds?|seconds?)(?![0-9A-Za-z_])",
        RegexOptions.CultureInvariant)]
    private static partial Regex Duration();

    // The class around a type that a cell declares: Submission#3+Person in .NET Interactive, Script+Person here.
    [GeneratedRegex(@"\b(?:Submission#\d+|Script)(?=\+)", RegexOptions.CultureInvariant)]
    private static partial Regex Submission();

    private sealed record Rule(string Name, Regex Regex, string Replacement)
    {
        public bool IsOfFile { get; init; }
    }
}
