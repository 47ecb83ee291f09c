using System.Globalization;
using System.Text.RegularExpressions;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Tool.Tests.Lessons;

/// <summary>No lesson takes longer to read than the series says: 180 words or 30 lines of code a minute, solutions left out.</summary>
public partial class ReadingTimeTests
{
    private const double WordsAMinute = 180, LinesAMinute = 30;

    [Fact]
    public void No_lesson_is_longer_to_read_than_its_minutes_say()
    {
        string series = File.ReadAllText(Path.Combine(Lesson.Root, "notebooks", "README.md"));
        var minutes = Row().Matches(series).ToDictionary(
            row => row.Groups["file"].Value, row => int.Parse(row.Groups["minutes"].Value, CultureInfo.InvariantCulture));
        Assert.Equal(Lesson.All.Select(lesson => lesson.Name).Order(), minutes.Keys.Order());
        Assert.All(Lesson.All, lesson =>
        {
            double needed = Minutes(lesson.Document.Cells);
            Assert.True(
                needed <= minutes[lesson.Name],
                string.Create(CultureInfo.InvariantCulture, $"{lesson.Name}: {needed:0.0} minutes to read; notebooks/README.md says "
                    + $"{minutes[lesson.Name]}."));
        });
    }

    [Fact]
    public void Words_are_counted_without_the_addresses_of_links_and_code_by_its_lines()
    {
        Assert.Equal((5, 0), Count("See [lesson 3](03-return-sequences.ipynb) for more."));
        Assert.Equal((2, 3), Count("The listing:\n\n```python\na = 1\n\nb = 2\nprint(a)\n```"));
    }

    private static double Minutes(IEnumerable<NotebookCell> cells)
    {
        double minutes = 0;
        foreach (NotebookCell cell in cells)
        {
            if (cell.Tags.Contains("solution"))
            {
                continue;
            }
            (int words, int lines) = cell.Kind == CellKind.Markdown ? Count(cell.Source) : (0, Lines(cell.Source));
            minutes += (words / WordsAMinute) + (lines / LinesAMinute);
        }
        return minutes;
    }

    private static (int Words, int Lines) Count(string markdown)
    {
        int lines = Listing().Matches(markdown).Sum(listing => Lines(listing.Groups["code"].Value));
        string text = Address().Replace(Listing().Replace(markdown, ""), "]");
        return (text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length, lines);
    }

    private static int Lines(string code) => code.Split('\n').Count(line => line.Trim().Length > 0);

    [GeneratedRegex(@"^\| \[[^\]]+\]\((?<file>\d\d-[^)#]+\.ipynb)(?:#[^)]*)?\) \|.*\| (?<minutes>\d+) \|\s*$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"```\w*\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Listing();

    [GeneratedRegex(@"\]\([^)]*\)")]
    private static partial Regex Address();
}
