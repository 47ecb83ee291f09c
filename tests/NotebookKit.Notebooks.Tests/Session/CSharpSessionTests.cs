using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Tests.Session;

public class CSharpSessionTests
{
    [Fact]
    public async Task The_imports_are_those_that_notebooks_rely_on()
    {
        using var run = new SessionRun();
        Assert.Equal("1;2", await run.Value("""
            IEnumerable plain = new ArrayList { 1, 2 };
            var text = new StringBuilder().AppendJoin(";", plain.Cast<int>()).ToString();
            await Task.CompletedTask;
            var all = new List<string> { text };
            all.Single()
            """));
    }

    [Theory]
    [InlineData("File.Exists(\"a\")")]
    [InlineData("new HttpClient()")]
    [InlineData("Formatter.DefaultMimeType")]
    [InlineData("KernelInvocationContext.Current")]
    [InlineData("Thread.Sleep(1)")]
    public async Task Other_namespaces_are_not_imported(string code)
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error(code);
        Assert.Equal("CompilationError", error.Name);
    }

    [Fact]
    public async Task State_persists_and_everything_can_be_defined_anew()
    {
        using var run = new SessionRun();
        await run.Value("var n = 1; class Animal { public string Says() => \"moo\"; } int Add(int a) => a + n;");
        Assert.Equal(3, await run.Value("Add(2)"));
        await run.Value("var n = \"text\"; class Animal { public string Says() => \"woof\"; }");
        Assert.Equal("text woof", await run.Value("n + \" \" + new Animal().Says()"));
        Assert.Equal(3, await run.Value("Add(2)"));
        await run.Value("using System.IO;");
        await run.Value("using System.IO;");
        Assert.Equal("b", await run.Value("Path.GetFileName(\"a/b\")"));
    }

    [Fact]
    public async Task State_survives_an_exception()
    {
        using var run = new SessionRun();
        await run.Value("var kept = new List<int> { 1 };");
        await run.Error("kept.Add(2); var started = 7; throw new InvalidOperationException(\"stop\");");
        Assert.Equal(2, await run.Value("kept.Count"));
        Assert.Equal(7, await run.Value("started"));
    }

    [Fact]
    public async Task A_failed_cell_does_not_hide_a_variable_it_never_assigned()
    {
        using var run = new SessionRun();
        await run.Value("var table = \"loaded\";");
        await run.Error("string Load() => throw new Exception(\"no file\");\nvar table = Load();");
        Assert.Equal("loaded", await run.Value("table"));
    }

    [Theory]
    [InlineData("1 + 1", 2)]
    [InlineData("return 5;", 5)]
    [InlineData("await Task.FromResult(3)", 3)]
    [InlineData("int x = 4;\nx", 4)]
    [InlineData("var (a, b) = (1, 2); a + b", 3)]
    [InlineData("int.TryParse(\"12\", out var parsed); parsed", 12)]
    [InlineData("dynamic d = 2; (int)(d * 3)", 6)]
    public async Task A_trailing_expression_or_return_is_the_result(string code, int expected)
    {
        using var run = new SessionRun();
        Assert.Equal(expected, await run.Value(code));
        Assert.True(run.Shown.ContainsKey("text/html"));
    }

    [Theory]
    [InlineData("1.ToString();")]
    [InlineData("var quiet = 1;")]
    [InlineData("Console.Write(\"\")")]
    [InlineData("")]
    [InlineData("// only a remark")]
    [InlineData("using System.IO;")]
    public async Task Without_a_trailing_expression_there_is_no_result(string code)
    {
        using var run = new SessionRun();
        CellResult result = await run.Cell(code);
        Assert.True(result.Success);
        Assert.False(result.HasValue);
        Assert.Empty(run.Events);
    }

    [Fact]
    public async Task Null_is_a_result_too()
    {
        using var run = new SessionRun();
        CellResult result = await run.Cell("(string)null");
        Assert.True(result.HasValue);
        Assert.Contains("null", run.Shown["text/plain"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Extension_methods_of_a_cell_and_of_the_host_work()
    {
        using var run = new SessionRun();
        await run.Value("static int Twice(this int i) => 2 * i;");
        Assert.Equal(10, await run.Value("5.Twice()"));
    }

    [Theory]
    [InlineData("namespace A { class B { } }", "CS7021")]
    [InlineData("using var s = new System.IO.MemoryStream();", "CS")]
    [InlineData("static class E { public static int Ext(this int i) => i; }", "CS1109")]
    [InlineData("static class E { extension(int i) { public int Ext() => i; } }", "CS")]
    [InlineData("file class F { }", "CS9054")]
    [InlineData("Span<int> s = new int[3];", "CS8345")]
    [InlineData("[1, 2]", "CS9176")]
    [InlineData("await (Task.FromResult(3))", "CS0103")]
    public async Task What_scripts_cannot_do_is_a_compilation_error_and_the_session_goes_on(string code, string id)
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error(code);
        Assert.Equal("CompilationError", error.Name);
        Assert.Contains(id, error.Value, StringComparison.Ordinal);
        Assert.Equal(2, await run.Value("1 + 1"));
    }

    [Fact]
    public async Task CSharp_14_is_the_language()
    {
        using var run = new SessionRun();
        Assert.Equal("ab", await run.Value(
            """
            class P { public string Name { get => field; set => field = value + "b"; } = ""; }
            var p = new P(); p?.Name = "a"; p.Name
            """));
    }

    [Fact]
    public async Task Cells_run_whatever_the_culture_of_the_reader()
    {
        using var run = new SessionRun();
        Assert.Equal("1.5", await run.Value("await Task.Yield(); $\"{1.5}\""));
        await run.Value("1234.5");
        Assert.Equal("<div class=\"dni-plaintext\"><pre>1234.5</pre></div>", run.Shown["text/html"]!.ToString());
    }

    [Fact]
    public async Task Blocking_on_an_asynchronous_method_does_not_deadlock()
    {
        using var run = new SessionRun();
        Assert.Equal(9, await run.Value("async Task<int> Slow() { await Task.Delay(5); await Task.Yield(); return 9; }\nSlow().Result"));
    }

    [Fact]
    public async Task Cells_given_at_once_run_one_after_the_other()
    {
        using var run = new SessionRun();
        await run.Value("var order = new List<int>();");
        var cells = Enumerable.Range(0, 5).Select(i => run.Listen($"await Task.Delay({5 - i}); order.Add({i});", _ => { })).ToList();
        await Task.WhenAll(cells);
        Assert.Equal([0, 1, 2, 3, 4], Assert.IsType<List<int>>(await run.Value("order")));
    }

    [Fact]
    public async Task An_unknown_language_is_refused()
    {
        using var run = new SessionRun();
        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(() => run.Cell("x", "cobol"));
        Assert.Contains("markdown", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listener_that_throws_is_reported_to_the_caller()
    {
        using var run = new SessionRun();
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => run.Listen("Console.WriteLine(1);", _ => throw new FormatException("full disk")));
        Assert.Contains("full disk", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, await run.Value("1 + 1"));
    }

    [Fact]
    public async Task Sessions_do_not_see_each_other()
    {
        using var first = new SessionRun();
        using var second = new SessionRun();
        await Task.WhenAll(first.Value("var mine = 1; for (int i = 0; i < 50; i++) "
            + "Console.Write('a');"), second.Value("for (int i = 0; i < 50; i++) Console.Write('b');"));
        Assert.Equal(new string('a', 50), first.Output);
        Assert.Equal(new string('b', 50), second.Output);
        await second.Error("mine");
    }

    [Fact]
    public async Task An_exception_without_a_message_is_an_error_like_any_other()
    {
        using var run = new SessionRun();
        Assert.Equal(
            "Silent", (await run.Error("class Silent : Exception { public override string Message => null; }\nthrow new Silent();")).Name);
    }
}
