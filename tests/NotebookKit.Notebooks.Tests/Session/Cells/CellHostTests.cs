using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Session.Cells;

/// <summary>What a cell asks the reader.</summary>
public class CellHostTests
{
    [Theory]
    [InlineData("input(new string('x', 50_000_000))")]
    [InlineData("password(new string('x', 50_000_000)).GetClearTextPassword()")]
    [InlineData("await GetInputAsync(new string('x', 50_000_000))")]
    [InlineData("Console.ReadLine() + input(string.Concat(Enumerable.Repeat(\"😀\", 25_000_000)))")]
    public async Task A_question_of_megabytes_is_cut_and_says_so(string code)
    {
        var asked = new List<string>();
        using var run = new SessionRun((request, _) =>
        {
            asked.Add(request.Prompt);
            return Task.FromResult("a");
        });
        await run.Value(code);
        Assert.InRange(asked[^1].Length, 9_999, 10_100);
        Assert.EndsWith("… (49990000 more characters are left out) ", asked[^1], StringComparison.Ordinal);
        Assert.False(char.IsHighSurrogate(asked[^1][asked[^1].IndexOf('…', StringComparison.Ordinal) - 1]));
    }

    [Theory]
    [InlineData("input(null)")]
    [InlineData("password(null).GetClearTextPassword()")]
    public async Task A_question_without_words_is_asked(string code)
    {
        using var run = new SessionRun((request, _) => Task.FromResult($"'{request.Prompt}'"));
        Assert.Equal("''", await run.Value(code));
    }
}
