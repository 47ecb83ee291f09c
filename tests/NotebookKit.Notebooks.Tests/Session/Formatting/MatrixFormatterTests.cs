namespace NotebookKit.Notebooks.Tests.Session.Formatting;

/// <summary>Arrays of several dimensions show their rows and columns.</summary>
public class MatrixFormatterTests
{
    [Fact]
    public async Task A_matrix_shows_rows_and_columns()
    {
        using var run = new SessionRun();
        await run.Value("new int[,] { { 1, 2 }, { 3, 4 } }");
        Assert.Equal("Int32[2,2]\n[ 1, 2 ]\n[ 3, 4 ]", run.Shown["text/plain"]!.ToString());
        string html = run.Shown["text/html"]!.ToString();
        Assert.StartsWith("<table><thead><tr><th></th><th><i>0</i></th><th><i>1</i></th></tr></thead><tbody><tr><th><i>0</i></th><td>",
            html, StringComparison.Ordinal);
        Assert.Equal(3, html.Split("<tr>").Length - 1);
        Assert.DoesNotContain("CastI", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("new double[2, 2, 2]", "Double[2,2,2]\n[0, *, *]\n[ 0, 0 ]\n[ 0, 0 ]\n[1, *, *]\n[ 0, 0 ]\n[ 0, 0 ]")]
    [InlineData("new string[,] { { \"a\", null } }", "String[1,2]\n[ a, <null> ]")]
    [InlineData("new int[0, 3]", "Int32[0,3] (empty)")]
    [InlineData("new int[1, 30]", "Int32[1,30]\n[ 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 ... (10 more) ]")]
    [InlineData("(int[,])Array.CreateInstance(typeof(int), new[] { 1, 2 }, new[] { 5, 7 })", "Int32[1,2]\n[ 0, 0 ]")]
    public async Task Arrays_of_other_shapes_show_theirs(string code, string text)
    {
        using var run = new SessionRun();
        await run.Value(code);
        Assert.Equal(text, run.Shown["text/plain"]!.ToString());
        Assert.Contains("<", run.Shown["text/html"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_matrix_says_how_much_is_left_out()
    {
        using var run = new SessionRun();
        await run.Value("new double[3000, 3000]");
        Assert.EndsWith("\n… (2980 more)", run.Shown["text/plain"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("… (2980 more)", run.Shown["text/html"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_matrix_shows_its_rows_wherever_it_stands()
    {
        using var run = new SessionRun();
        await run.Value("display(new { Name = \"m\", Values = new[,] { { 1.5, 2.5 }, { 3.5, 4.5 } } });");
        string html = Assert.Single(run.Displays).Data["text/html"]!.ToString();
        Assert.Contains("<table><thead><tr><th></th><th><i>0</i></th><th><i>1</i></th></tr></thead>", html, StringComparison.Ordinal);
        await run.Value("new List<int[,]> { new[,] { { 1, 2 }, { 3, 4 } } }.Display(\"text/plain\");");
        Assert.Contains("[ [ 1, 2 ], [ 3, 4 ] ]", Assert.Single(run.Displays).Data["text/plain"]!.ToString(), StringComparison.Ordinal);
    }
}
