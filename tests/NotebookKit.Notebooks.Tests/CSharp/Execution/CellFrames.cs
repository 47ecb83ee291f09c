using System.Globalization;
using System.Text.RegularExpressions;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.CSharp.Execution;

/// <summary>
/// The frames of a cell's error. In its code a comment #1 stands at the line of the first, #2 at that of the next, and so on.
/// </summary>
internal static partial class CellFrames
{
    /// <summary>The error of the first cell of a session names the lines that its code says.</summary>
    public static void AssertNamed(string code, ErrorEvent error)
    {
        var expected = code.Split('\n')
            .SelectMany((line, index) => Place().Matches(line).Select(match => (Order: match.Groups[1].Value, Line: index + 1)))
            .OrderBy(place => place.Order, StringComparer.Ordinal)
            .Select(place => string.Create(CultureInfo.InvariantCulture, $"cell 1, line {place.Line}")).ToList();
        // The same place twice in a row is told once.
        expected = [.. expected.Where((place, index) => index == 0 || expected[index - 1] != place)];
        Assert.Equal(expected, Of(error));
    }

    /// <summary>Where the frames of an error stand.</summary>
    public static List<string> Of(ErrorEvent error) =>
        [.. error.Traceback.Select(line => Frame().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"#(\d)")]
    private static partial Regex Place();

    [GeneratedRegex("^    at \u001b\\[36m(.+?)\u001b")]
    private static partial Regex Frame();
}
