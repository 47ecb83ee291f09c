using NotebookKit.Notebooks.CSharp;
using NotebookKit.Notebooks.Session;
using NotebookKit.Notebooks.Tests.Session;

namespace NotebookKit.Notebooks.Tests.CSharp.Execution;

public class RuntimeErrorsTests
{
    [Fact]
    public async Task The_trace_shows_the_frames_of_the_user_with_cell_and_line()
    {
        using var run = new SessionRun();
        await run.Value("int Divide(int a, int b)\n{\n    return a / b;\n}");
        ErrorEvent error = await run.Error("// a remark\nvar list = new List<int> { 1 };\nlist.ForEach(i => Divide(i, 0));");
        Assert.Equal("DivideByZeroException", error.Name);
        Assert.Equal("Attempted to divide by zero.", error.Value);
        string trace = string.Join('\n', error.Traceback);
        Assert.Contains("\u001b[31mDivideByZeroException\u001b[0m", trace, StringComparison.Ordinal);
        Assert.Contains("cell 1, line 3\u001b[0m, in Divide", trace, StringComparison.Ordinal);
        Assert.Contains("return a / b;", trace, StringComparison.Ordinal);
        Assert.Contains("cell 2, line 3", trace, StringComparison.Ordinal);
        Assert.DoesNotContain("ForEach(Action", trace, StringComparison.Ordinal);
        Assert.DoesNotContain("NotebookKit", trace, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inner_exceptions_are_shown()
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error(
            """
            async Task F() { await Task.Delay(1); throw new InvalidOperationException("outer", new ArgumentException("inner")); }
            await F();
            """);
        string trace = string.Join('\n', error.Traceback);
        Assert.Contains("outer", trace, StringComparison.Ordinal);
        Assert.Contains("caused by", trace, StringComparison.Ordinal);
        Assert.Contains("inner", trace, StringComparison.Ordinal);
        Assert.Contains("in F", trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_wrapped_a_thousand_times_shows_the_outermost_and_the_innermost()
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error("""
            Exception e = new FormatException("the reason");
            for (int i = 1000; i > 0; i--) e = new InvalidOperationException($"layer {i}", e);
            throw e;
            """);

        var causes = error.Traceback.Where(line => line.StartsWith('\u001b') || line.StartsWith("caused by ")).ToList();
        Assert.Equal(ErrorCauses.Outermost + 1, causes.Count);
        Assert.EndsWith("layer 1", causes[0]);
        Assert.EndsWith("layer 12", causes[^2]);
        Assert.Equal("caused by \u001b[31mFormatException\u001b[0m: the reason", error.Traceback[^1]);
        Assert.Equal("… (988 more causes between are left out)", error.Traceback[^2]);
    }

    [Fact]
    public async Task Of_many_errors_in_one_the_first_and_the_last_are_told()
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error("""
            var all = Enumerable.Range(0, 1000).Select(i => new Exception($"number {i}", new Exception($"reason {i}")));
            throw new AggregateException("many", all);
            """);

        string trace = string.Join('\n', error.Traceback.Skip(1));
        Assert.Contains("reason 0\n", trace);
        Assert.Contains("reason 4\n", trace);
        Assert.Contains("… (1983 more causes between are left out)\n", trace);
        Assert.EndsWith("reason 999", trace);
        Assert.InRange(error.Traceback.Count, 15, 40);
    }

    [Fact]
    public async Task An_error_that_two_others_share_is_told_once()
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error("""
            var reason = new Exception("shared");
            throw new AggregateException("both", new Exception("left", reason), new Exception("right", reason));
            """);

        Assert.Single(error.Traceback.Skip(1), line => line.EndsWith(": shared", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("for (int i = 0; i < 100_000; i++) e = new AggregateException(e, new Exception());")]
    [InlineData("for (int i = 0; i < 60; i++) e = new AggregateException(e, e);")]
    public async Task Errors_in_errors_without_end_are_told_and_leave_the_session_alive(string wrap)
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error($"Exception e = new FormatException(\"the reason\");\n{wrap}\nthrow e;");

        Assert.Equal("AggregateException", error.Name);
        Assert.Contains("too deep for one message", error.Value);
        Assert.Contains(error.Traceback, line => line.EndsWith(": the reason", StringComparison.Ordinal));
        Assert.NotNull(await run.Value("e"));
        Assert.Equal(4, await run.Value("2 + 2"));
    }

    [Fact]
    public async Task An_exception_whose_message_throws_is_reported()
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error(
            "class Bad : Exception { public override string Message => throw new Exception(); }\nthrow new Bad();");
        Assert.Equal("Bad", error.Name);
    }

    [Fact]
    public async Task An_endlessly_deep_trace_is_cut()
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error("int Down(int n) => n == 0 ? throw new Exception(\"bottom\") : Down(n - 1) + n;\nDown(200)");
        Assert.True(error.Traceback.Count < 60, $"{error.Traceback.Count} lines");
    }

    [Fact]
    public async Task Lines_stay_true_below_directives()
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error("#!time\n#!csharp\n\nthrow new Exception(\"here\");");
        Assert.Contains("line 4", string.Join('\n', error.Traceback), StringComparison.Ordinal);
        Assert.Contains("throw new Exception", string.Join('\n', error.Traceback), StringComparison.Ordinal);
    }
}
