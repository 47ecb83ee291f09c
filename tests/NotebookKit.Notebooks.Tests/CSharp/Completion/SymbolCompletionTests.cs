using NotebookKit.Notebooks.CSharp;
using NotebookKit.Notebooks.Session;
using NotebookKit.Notebooks.Tests.Session;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Notebooks.Tests.CSharp.Completion;

public class SymbolCompletionTests
{
    private const string Earlier = """
        var greeting = "hi"; class Dog { public string Name { get; set; } public int Bark(int times) => times; } static int Twice(this int i) => 2 * i;
        """;

    /// <summary>In the code, <c>|</c> marks the cursor.</summary>
    internal static async Task<CompletionList> Complete(SessionRun run, string marked)
    {
        int position = marked.IndexOf('|', StringComparison.Ordinal);
        return await run.Session.CompleteAsync(marked.Remove(position, 1), position, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("gre|", "greeting", "variable")]
    [InlineData("greeting.Sub|", "Substring", "method")]
    [InlineData("greeting?.Len|", "Length", "property")]
    [InlineData("new Dog().B|", "Bark", "method")]
    [InlineData("new Dog { N|", "Name", "property")]
    [InlineData("new Dog().Bark(ti|", "times:", "variable")]
    [InlineData("5.Tw|", "Twice", "method")]
    [InlineData("Math.|", "Abs", "method")]
    [InlineData("int.Pa|", "Parse", "method")]
    [InlineData("DayOfWeek.Mo|", "Monday", "field")]
    [InlineData("using System.IO; File.Read|", "ReadAllText", "method")]
    [InlineData("using Sys|", "System", "namespace")]
    [InlineData("System.Text.J|", "Json", "namespace")]
    [InlineData("var q = new List<int>(); q.Wh|", "Where", "method")]
    [InlineData("$\"{gre|}\"", "greeting", "variable")]
    [InlineData("int F() { var local = 1; return lo|; }", "local", "variable")]
    [InlineData("forea|", "foreach", "keyword")]
    [InlineData("disp|", "display", "method")]
    [InlineData("greeting.Disp|", "Display", "method")]
    [InlineData("#!html\n<p>\n#!csharp\ngre|", "greeting", "variable")]
    public async Task Names_are_offered(string marked, string text, string kind)
    {
        using var run = new SessionRun();
        await run.Value(Earlier);
        CompletionList list = await Complete(run, marked);
        Assert.Contains(list.Items, choice => choice.Text == text && choice.Kind == kind);
        int position = marked.IndexOf('|', StringComparison.Ordinal);
        Assert.True(list.Start <= position && position <= list.End);
    }

    [Theory]
    [InlineData("\"text gre|")]
    [InlineData("// gre|")]
    [InlineData("1.5|")]
    [InlineData("#!markdown\ngre|")]
    [InlineData("greeting.Nothing|")]
    public async Task Where_no_name_can_stand_none_is_offered(string marked)
    {
        using var run = new SessionRun();
        await run.Value(Earlier);
        Assert.Empty((await Complete(run, marked)).Items);
    }

    [Fact]
    public async Task What_is_replaced_is_the_word_under_the_cursor()
    {
        using var run = new SessionRun();
        CompletionList list = await Complete(run, "1 + Math.Ab|s(2)");
        Assert.Equal((9, 12), (list.Start, list.End));
        Assert.Equal("Abs", Assert.Single(list.Items).Text);
    }

    [Fact]
    public async Task Completion_works_while_a_cell_runs()
    {
        using var run = new SessionRun();
        await run.Value(Earlier);
        var started = new TaskCompletionSource();
        Task<CellResult> cell = run.Listen("Console.Write(1); while (true) { }", _ => started.TrySetResult());
        await started.Task.WaitAsync(HangGuard.Time, TestContext.Current.CancellationToken);
        Assert.NotEmpty((await Complete(run, "gre|")).Items);
        run.Session.Interrupt();
        await cell;
    }

    [Fact]
    public async Task A_position_outside_of_the_cell_is_refused()
    {
        using var run = new SessionRun();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => run.Session.CompleteAsync("abc", 4, TestContext.Current.CancellationToken));
    }
}
