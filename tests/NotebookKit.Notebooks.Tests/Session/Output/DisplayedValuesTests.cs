using NotebookKit.Notebooks.Session;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Notebooks.Tests.Session.Output;

public class DisplayedValuesTests
{
    [Fact]
    public async Task Display_shows_and_update_replaces()
    {
        using var run = new SessionRun();
        await run.Value("var d = display(1.5, \"text/plain\"); d.Update(\"two\");");
        Assert.Collection(
            run.Displays,
            shown => Assert.Equal(("1.5", false), (shown.Data["text/plain"]!.ToString(), shown.IsUpdate)),
            shown => Assert.Equal(("two", true), (shown.Data["text/plain"]!.ToString(), shown.IsUpdate)));
        Assert.Single(run.Displays.Select(shown => shown.DisplayId).Distinct());
        string id = run.Displays.First().DisplayId;
        await run.Value("d.Update(3);");
        Assert.Equal((id, true), (Assert.Single(run.Displays).DisplayId, Assert.Single(run.Displays).IsUpdate));
    }

    [Fact]
    public async Task The_update_of_dotnet_interactive_works_too()
    {
        using var run = new SessionRun();
        await run.Value("using Microsoft.DotNet.Interactive;\nvar d = KernelInvocationContext.Current.Display(1); d.Update(2);");
        Assert.Equal([false, true], run.Displays.Select(shown => shown.IsUpdate));
    }

    [Fact]
    public async Task What_display_returns_is_not_shown_again()
    {
        using var run = new SessionRun();
        await run.Value("display(1)");
        Assert.IsType<DisplayEvent>(Assert.Single(run.Events));
    }

    [Fact]
    public async Task Markup_functions_show_what_they_say()
    {
        using var run = new SessionRun();
        await run.Value("display(HTML(\"<b>x</b>\")); CSS(\"p { }\"); Javascript(\"run()\");");
        Assert.Collection(
            run.Displays.Select(shown => shown.Data["text/html"]!.ToString()),
            html => Assert.Equal("<b>x</b>", html),
            html => Assert.Contains("p { }", html, StringComparison.Ordinal),
            html => Assert.Equal("<script type=\"text/javascript\">run()</script>", html));
        await run.Value("HTML(\"<i>y</i>\")");
        Assert.Equal("<i>y</i>", run.Shown["text/html"]!.ToString());
    }

    [Fact]
    public async Task Extension_methods_show()
    {
        using var run = new SessionRun();
        await run.Value("1.Display(\"text/plain\", \"text/html\"); \"# T\".DisplayAs(\"text/markdown\"); new[] { new { Name = \"n1\" "
            + "} }.DisplayTable();");
        Assert.Collection(
            run.Displays,
            shown => Assert.Equal(["text/plain", "text/html"], shown.Data.Select(pair => pair.Key)),
            shown => Assert.Equal("# T", shown.Data["text/markdown"]!.ToString()),
            shown => Assert.Contains("<td>", shown.Data["text/html"]!.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Input_asks_the_front_end()
    {
        var asked = new List<InputRequest>();
        using var run = new SessionRun((request, _) =>
        {
            asked.Add(request);
            return Task.FromResult("secret");
        });
        Assert.Equal("secret", await run.Value("await GetInputAsync(\"Name\")"));
        Assert.Equal("secret", await run.Value("(await GetPasswordAsync(\"Code\")).GetClearTextPassword()"));
        Assert.Equal("secret", await run.Value("input(\"Again\")"));
        await run.Value("password(\"Hidden\")");
        Assert.DoesNotContain("secret", run.Shown.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal([new("Name", false), new("Code", true), new("Again", false), new("Hidden", true)], asked);
    }

    [Fact]
    public async Task Input_without_a_front_end_says_what_to_do()
    {
        using var run = new SessionRun();
        ErrorEvent error = await run.Error("var name = input(\"Your name\");");
        Assert.Contains("Your name", error.Value, StringComparison.Ordinal);
        Assert.Contains("Jupyter", error.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupt_ends_a_question()
    {
        using var run = new SessionRun((_, cancellation) => Task.Delay(-1, cancellation).ContinueWith(_ => "", TaskScheduler.Default));
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        Assert.Equal("Interrupted", (await run.Interrupted("input(\"?\")", soon.Token)).Error?.Name);
    }

    [Theory]
    [InlineData("throw new Exception(\"registered\")")]
    [InlineData("System.Threading.Thread.Sleep(600_000)")]
    public async Task What_a_cell_registers_for_its_interrupt_does_not_hold_the_interrupt_up(string registered)
    {
        using var run = new SessionRun();
        var started = new TaskCompletionSource();
        Task<CellResult> cell = run.Listen(
            $"Microsoft.DotNet.Interactive.KernelInvocationContext.Current.CancellationToken.Register(() => {registered}); "
                + $"Console.WriteLine(\"ready\"); while (true) {{ }}",
            happened =>
            {
                if (happened is StreamEvent)
                {
                    started.TrySetResult();
                }
            });
        await started.Task.WaitAsync(HangGuard.Time, TestContext.Current.CancellationToken);

        await Task.Run(run.Session.Interrupt, TestContext.Current.CancellationToken)
            .WaitAsync(HangGuard.Time, TestContext.Current.CancellationToken);

        CellResult result = await cell.WaitAsync(HangGuard.Time, TestContext.Current.CancellationToken);
        Assert.Equal("Interrupted", result.Error?.Name);
    }
}
