using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using NotebookKit.Notebooks.Session;
using NotebookKit.Notebooks.Tests.Session;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Notebooks.Tests.CSharp;

/// <summary>What code says to the kernels that it runs in.</summary>
public class CSharpKernelTests
{
    private const string Usings =
        """
        using Microsoft.DotNet.Interactive; using Microsoft.DotNet.Interactive.Commands; using Microsoft.DotNet.Interactive.Events;

        """;

    [Fact]
    public async Task A_cell_sends_code_to_the_root_kernel_and_goes_on_with_the_answer()
    {
        using var run = new SessionRun();
        Assert.Equal(2, await run.Value(Usings + """
            var answer = await Kernel.Root.SendAsync(new SubmitCode("1 + 1"));
            answer.Events.OfType<ReturnValueProduced>().Single().Value
            """));
        Assert.Equal("2", Assert.Single(run.Displays).Data["text/plain"]!.ToString());
    }

    [Fact]
    public async Task Code_that_a_cell_sends_sees_what_the_cell_has_defined_and_later_cells_see_both()
    {
        using var run = new SessionRun();
        await run.Value(
            Usings + "var outer = 5;\nawait Kernel.Root.SendAsync(new SubmitCode(\"var inner = outer * 2;\"));\nvar after = 1;");
        Assert.Equal(16, await run.Value("outer + inner + after"));
    }

    [Fact]
    public async Task Code_that_a_cell_sends_may_send_code_itself()
    {
        using var run = new SessionRun();
        await run.Value(Usings + "var depth = 0;");
        await run.Value(
            "await Kernel.Root.SendAsync(new SubmitCode(\"depth++; await Kernel.Root.SendAsync(new SubmitCode(\\\"depth++;\\\"));\"));");
        Assert.Equal(2, await run.Value("depth"));
    }

    [Fact]
    public async Task Sent_code_that_fails_is_an_answer_and_told()
    {
        using var run = new SessionRun();
        Assert.Equal(1, await run.Value(Usings + """
            var failed = await Kernel.Root.SendAsync(new SubmitCode("throw new Exception(\"inner trouble\");"));
            failed.Events.OfType<CommandFailed>().Count()
            """));
        Assert.Contains("inner trouble", run.Text("stderr"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupt_stops_code_that_a_cell_has_sent()
    {
        using var run = new SessionRun();
        await run.Value(Usings + "var kept = 5;");
        var started = new TaskCompletionSource();
        Task<CellResult> cell = run
            .Listen("await Kernel.Root.SendAsync(new SubmitCode(\"Console.WriteLine(1); while (true) { }\"));", happened =>
        {
            if (happened is StreamEvent)
            {
                started.TrySetResult();
            }
        });
        await started.Task.WaitAsync(HangGuard.Time, TestContext.Current.CancellationToken);

        run.Session.Interrupt();

        Assert.Equal("Interrupted", (await cell.WaitAsync(HangGuard.Time, TestContext.Current.CancellationToken)).Error?.Name);
        Assert.Equal(5, await run.Value("kept"));
    }

    [Fact]
    public async Task The_context_of_a_cell_is_the_packages_own()
    {
        using var run = new SessionRun();
        Assert.Equal("csharp True", await run.Value(Usings + "$\"{KernelInvocationContext.Current.HandlingKernel.Name} "
            + "{KernelInvocationContext.Current.Command is SubmitCode}\""));
    }

    [Fact]
    public async Task Values_are_asked_for_and_sent_by_commands()
    {
        using var run = new SessionRun();
        await run.Value(Usings + "var numbers = new List<int> { 1, 2 };");
        Assert.Equal("[1,2]", await run.Value("(await Kernel.Root.SendAsync(new RequestValue(\"numbers\", targetKernelName: "
            + "\"csharp\"))).Events.OfType<ValueProduced>().Single().FormattedValue.Value"));
        Assert.Equal("numbers", await run.Value("(await Kernel.Root.SendAsync(new "
            + "RequestValueInfos(\"csharp\"))).Events.OfType<ValueInfosProduced>().Single().ValueInfos.Single().Name"));
        await run.Value("await Kernel.Root.SendAsync(new SendValue(\"copy\", numbers, targetKernelName: \"csharp\"));");
        Assert.Equal(3, await run.Value("copy.Add(3); numbers.Count"));
    }

    [Fact]
    public async Task Editors_are_answered_by_commands()
    {
        using var run = new SessionRun();
        await run.Value("var text = \"a\";");
        CompletionsProduced completions = await Ask<CompletionsProduced>(run, new RequestCompletions("text.Su", new LinePosition(0, 7)));
        Assert.Contains(completions.Completions, choice => choice.DisplayText == "Substring");
        HoverTextProduced hover = await Ask<HoverTextProduced>(run, new RequestHoverText("text.Substring(1)", new LinePosition(0, 8)));
        Assert.Contains("string.Substring", hover.Content.First().Value, StringComparison.Ordinal);
        SignatureHelpProduced help = await Ask<SignatureHelpProduced>(
            run, new RequestSignatureHelp("text.Substring(1, ", new LinePosition(0, 18)));
        Assert.Equal((1, "length"), (help.ActiveParameterIndex, help.Signatures[help.ActiveSignatureIndex].Parameters[1].Label));
        DiagnosticsProduced diagnostics = await Ask<DiagnosticsProduced>(run, new RequestDiagnostics("nosuch + 1"));
        Assert.Equal("CS0103", Assert.Single(diagnostics.Diagnostics).Code);
    }

    [Fact]
    public async Task Latex_and_tables_show_as_the_packages_types()
    {
        using var run = new SessionRun();
        await run.Value("using Microsoft.DotNet.Interactive.Formatting;\n(LaTeXString)@\"\\alpha\"");
        Assert.True(run.Shown.ContainsKey("text/latex"), run.Shown.ToJsonString());
        await run.Value("new[] { new { Name = \"n1\" } }.DisplayTable();");
        Assert.Equal(["text/html", "text/csv"], Assert.Single(run.Displays).Data.Select(pair => pair.Key)
            .Where(mime => mime is "text/html" or "text/csv"));
    }

    [Fact]
    public async Task Lines_of_errors_count_from_the_cells_beginning_whatever_stands_between()
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error("#!time\nvar a = 0;\n#!html\n<p>\n</p>\n#!csharp\nvar b = 1;\nvar c = b / a;");
        Assert.Contains("line 8", string.Join('\n', error.Traceback), StringComparison.Ordinal);
        Assert.Single(run.Displays);
    }

    [Fact]
    public async Task A_part_behind_one_that_failed_does_not_run()
    {
        using var run = new SessionRun();
        await run.Error("throw new Exception();\n#!html\n<p>\n#!csharp\nvar late = 1;");
        Assert.Empty(run.Displays);
        await run.Error("late");
    }

    private static async Task<T> Ask<T>(SessionRun run, KernelCommand command) where T : KernelEvent
    {
        KernelCommandResult result = await run.Session.Root.SendAsync(command, TestContext.Current.CancellationToken);
        return Assert.Single(result.Events.OfType<T>());
    }

    [Theory]
    [InlineData("Numbers()")]
    [InlineData("Numbers().GetAsyncEnumerator()")]
    [InlineData("Numbers();\nawait Task.Yield();\nNumbers()")]
    public async Task An_asynchronous_sequence_as_result_does_not_warn_that_it_should_be_awaited(string code)
    {
        using var run = new SessionRun();
        await run.Value("async IAsyncEnumerable<int> Numbers() { await Task.Yield(); yield return 1; }\n"
            + "async Task<int> Number() { await Task.Yield(); return 1; }");
        await run.Value(code);
        Assert.DoesNotContain("CS4014", run.Text("stderr"), StringComparison.Ordinal);
        // A task can be awaited, and the advice stands.
        await run.Value("Number()");
        Assert.Contains("CS4014", run.Text("stderr"), StringComparison.Ordinal);
    }
}
