using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Session.Directives;

public class CellScriptTests
{
    [Fact]
    public async Task Languages_show_what_they_are()
    {
        using var run = new SessionRun();
        await run.Value("#!html\n<b>x</b>\n#!markdown\n# T\n#!javascript\nalert(1)\n#!mermaid\ngraph LR\n#!csharp\n1 + 1");
        Assert.Collection(
            run.Displays,
            shown => Assert.Equal("<b>x</b>", shown.Data["text/html"]!.ToString()),
            shown => Assert.Equal("# T", shown.Data["text/markdown"]!.ToString()),
            shown => Assert.Equal("<script type=\"text/javascript\">alert(1)</script>", shown.Data["text/html"]!.ToString()),
            shown => Assert.Equal("graph LR", shown.Data["text/vnd.mermaid"]!.ToString()));
        Assert.Equal("2", run.Shown["text/plain"]!.ToString());
    }

    [Theory]
    [InlineData("html", "text/html")]
    [InlineData("markdown", "text/markdown")]
    [InlineData("mermaid", "text/vnd.mermaid")]
    public async Task A_cell_may_be_in_another_language_altogether(string language, string mime)
    {
        using var run = new SessionRun();
        Assert.True((await run.Cell("some text", language)).Success);
        Assert.Equal("some text", Assert.Single(run.Displays).Data[mime]!.ToString());
    }

    [Fact]
    public async Task An_unknown_directive_fails_the_cell_before_anything_runs()
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error("Console.WriteLine(\"ran\");\n#!nosuchthing");
        Assert.Equal("DirectiveError", error.Name);
        Assert.Contains("#!nosuchthing", error.Value, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }

    [Fact]
    public async Task Time_is_shown_last()
    {
        using var run = new SessionRun();
        await run.Value("#!time\n1 + 1");
        Assert.Matches(@"^Wall time: \d+\.\d+ms$", Assert.IsType<DisplayEvent>(run.Events[^1]).Data["text/plain"]!.ToString());
    }

    [Fact]
    public async Task Set_defines_a_text_variable()
    {
        using var run = new SessionRun((request, _) => Task.FromResult("answer to " + request.Prompt));
        Assert.Equal("plain", await run.Value("#!set --name v --value plain\nv"));
        await run.Value("var n = 5;");
        Assert.Equal(6.0, await run.Value("#!set --name m --value @csharp:n\nm + 1"));
        Assert.Equal("{\"a\":1}", await run.Value("#!set --value {\"a\":1} --name js\njs"));
        Assert.Equal("answer to Age?", await run.Value("#!set --name age --value @input:Age?\nage"));
        Assert.Contains("--value", (await run.Error("#!set --name x")).Value, StringComparison.Ordinal);
        Assert.Contains("'1x'", (await run.Error("#!set --name 1x --value 2")).Value, StringComparison.Ordinal);
        Assert.Contains("--nmae", (await run.Error("#!set --nmae x --value 2")).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_are_kept_and_shared()
    {
        using var run = new SessionRun();
        run.Write("data.txt", "from a file");
        await run.Value("#!value --name text\nline 1\nline 2\n#!value --name file --from-file data.txt");
        Assert.Equal("line 1\nline 2", ((string?)await run.Value("#!share --from value text\ntext"))?.TrimEnd());
        Assert.Equal("from a file", await run.Value("#!share --from value file\nfile"));
        await run.Value("var numbers = new[] { 1, 2 };\n#!javascript\n#!share --from csharp numbers\nplot(numbers)");
        Assert.Contains("numbers = [1,2];", run.Displays.First().Data["text/html"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("'nubmers'", (await run.Error("#!share --from csharp nubmers")).Value, StringComparison.Ordinal);
        Assert.Contains("numbers", (await run.Error("#!set --name x --value @csharp:nubmers")).Value, StringComparison.Ordinal);
        Assert.Contains("fsharp", (await run.Error("#!share --from fsharp numbers")).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listings_are_shown()
    {
        using var run = new SessionRun();
        await run.Value("#!lsmagic");
        Assert.Contains("#!import", Assert.Single(run.Displays).Data["text/plain"]!.ToString(), StringComparison.Ordinal);
        await run.Value("#!about");
        Assert.Contains("C# 14", Assert.Single(run.Displays).Data["text/plain"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_runs_a_script_that_sees_only_the_imports_and_keeps_its_usings()
    {
        using var run = new SessionRun();
        run.Write("tools.csx", "using System.IO;\nstring Join(string a) => Path.Combine(a, \"b\");");
        Assert.Equal(Path.Combine("a", "b"), await run.Value("#load \"tools.csx\"\nJoin(\"a\")"));
        await run.Error("Path.GetTempPath()");
        run.Write("wrong.csx", "int x = ");
        Assert.Contains("wrong.csx, line 1", (await run.Error("#load \"wrong.csx\"")).Value, StringComparison.Ordinal);
        Assert.Contains("missing.csx", (await run.Error("#load \"missing.csx\"")).Value, StringComparison.Ordinal);
        Assert.Equal("CompilationError", (await run.Error("var late = 1;\n#load \"tools.csx\"")).Name);
    }

    [Theory]
    [InlineData("#r missing.dll")]
    [InlineData("#r \"missing.dll")]
    [InlineData("#i \"https://example.org\"")]
    [InlineData("#i \"nuget:no-such-folder\"")]
    [InlineData("#r \"nuget:\"")]
    [InlineData("#r \"nuget: a b\"")]
    [InlineData("#!import")]
    [InlineData("#!value\ntext")]
    [InlineData("#!share --from value")]
    public async Task A_malformed_directive_says_how_it_is_written(string code)
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error(code);
        Assert.Equal("DirectiveError", error.Name);
        Assert.Matches("(example|takes|written|Usage|A source is)", error.Value);
    }

    [Theory]
    [InlineData("#!set --name x --value @input:Name", "This cell asks for input ('Name'), and nobody is there to answer")]
    [InlineData("#!import \"a\0b\"", "#!import: Null character in path.")]
    [InlineData("#!value --name x --from-file a\0b", "Null character in path.")]
    [InlineData(
        """
        class Node { public Node Next => this; }
        var node = new Node();
        #!javascript
        #!share --from csharp node
        node
        """, "'node' has no form in JSON")]
    public async Task What_fails_underneath_a_directive_is_an_error_of_the_cell(string code, string expected)
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error(code);
        Assert.Equal("DirectiveError", error.Name);
        Assert.Contains(expected, error.Value);
        Assert.Equal(2, await run.Value("1 + 1"));
    }

    [Fact]
    public async Task An_interrupt_while_a_directive_asks_ends_the_cell_as_interrupted()
    {
        using var interrupt = new CancellationTokenSource();
        using var run = new SessionRun(async (_, cancellation) =>
        {
            await interrupt.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellation);
            return "";
        });
        CellResult result = await run.Interrupted("#!set --name x --value @input:Name", interrupt.Token);
        Assert.Equal("Interrupted", result.Error?.Name);
        Assert.Same(result.Error, Assert.Single(run.Events.OfType<ErrorEvent>()));
    }

    [Fact]
    public async Task A_variable_that_cannot_print_itself_does_not_hide_the_others()
    {
        using var run = new SessionRun();
        await run.Value(
            """
            class Mute { public override string ToString() => throw new InvalidOperationException(); }
            var mute = new Mute(); var kept = 42;
            """);
        await run.Value("#!whos");
        string table = Assert.Single(run.Displays).Data["text/plain"]!.ToString();
        Assert.Contains("(printing it threw InvalidOperationException)", table);
        Assert.Contains("42", table);
    }
}
