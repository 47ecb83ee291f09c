using NotebookKit.Notebooks.Session;
using NotebookKit.Notebooks.Tests.Session;

namespace NotebookKit.Notebooks.Tests.CSharp.Compiling;

public class CompilationErrorsTests
{
    [Fact]
    public async Task An_error_shows_place_message_line_and_caret()
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error("var fine = 1;\nvar z = Foo(3);");
        Assert.Equal("CompilationError", error.Name);
        Assert.Equal("cell 1, line 2, column 9: error CS0103: The name 'Foo' does not exist in the current context", error.Value);
        Assert.Equal(
            ["\u001b[36mcell 1, line 2, column 9\u001b[0m: \u001b[31merror CS0103\u001b[0m: The name 'Foo' does not exist in "
                + "the current context", "    var z = Foo(3);", "            \u001b[31m^^^\u001b[0m"],
            error.Traceback);
    }

    [Fact]
    public async Task Lines_are_those_of_the_cell_also_below_directives()
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error("#!time\n#!html\n<p>\n#!csharp\nFoo();");
        Assert.StartsWith("cell 1, line 5, column 1", error.Value, StringComparison.Ordinal);
        Assert.Equal("    Foo();", error.Traceback[1]);
    }

    [Fact]
    public async Task Many_errors_are_cut()
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error(string.Join('\n', Enumerable.Range(0, 30).Select(i => $"Foo{i}();")));
        Assert.Equal("… and 20 more errors", error.Traceback[^1]);
    }

    [Fact]
    public async Task Nothing_of_a_failed_cell_is_kept()
    {
        using var run = new SessionRun();
        await run.Error("var half = 1; Foo();");
        await run.Error("half");
    }
}
