using NotebookKit.Notebooks.Tests.Session;

namespace NotebookKit.Notebooks.Tests.CSharp.Execution;

public class SessionVariablesTests
{
    [Fact]
    public async Task Who_lists_the_variables_once_each()
    {
        using var run = new SessionRun();
        await run.Value("var b = 1; string a = \"x\"; int F() => 1; class C { }");
        await run.Value("var b = 2.5;");
        await run.Value("#!who");
        Assert.Equal("a\nb", Assert.Single(run.Displays).Data["text/plain"]!.ToString());
    }

    [Fact]
    public async Task Whos_shows_types_and_values_as_they_are_now()
    {
        using var run = new SessionRun();
        await run.Value("var numbers = new Dictionary<string, int[]>(); var n = 1;");
        await run.Value("n = 7;");
        await run.Value("#!whos");
        string table = Assert.Single(run.Displays).Data["text/plain"]!.ToString();
        Assert.Contains("Dictionary<string, int[]>", table, StringComparison.Ordinal);
        Assert.Matches("n +int +7", table);
        Assert.Contains("<td>numbers</td>", Assert.Single(run.Displays).Data["text/html"]!.ToString(), StringComparison.Ordinal);
    }
}
