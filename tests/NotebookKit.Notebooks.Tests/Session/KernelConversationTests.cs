using Microsoft.DotNet.Interactive.Formatting;

namespace NotebookKit.Notebooks.Tests.Session;

/// <summary>
/// Cells that talk to <c>Kernel.Root</c>, add to it and share values with its kernels: each was run in .NET Interactive as well, with the
/// same answers.
/// </summary>
public class KernelConversationTests
{
    private const string Usings = """
        using Microsoft.DotNet.Interactive; using Microsoft.DotNet.Interactive.Commands; using Microsoft.DotNet.Interactive.Events;
        using Microsoft.DotNet.Interactive.Directives; using Microsoft.DotNet.Interactive.Formatting;

        """;

    [Fact]
    public async Task A_cell_hears_what_happens_in_later_cells_until_it_hears_no_more()
    {
        using var run = new SessionRun();
        await run.Value(Usings + """
            var heard = new List<string>();
            var hearing = Kernel.Root.KernelEvents.Subscribe(happened => heard.Add(happened.GetType().Name));
            """);
        await run.Value("1 + 1");
        await run.Value("display(\"seen\");");
        Assert.Equal(
            "CompleteCodeSubmissionReceived, ReturnValueProduced, DisplayedValueProduced",
            await run.Value("""
                hearing.Dispose();
                string.Join(", ", heard.Where(name => name is "CompleteCodeSubmissionReceived" || name.EndsWith("ValueProduced")).Distinct())
                """));
        Assert.Equal(await run.Value("heard.Count"), await run.Value("heard.Count"));
    }

    [Fact]
    public async Task Events_are_an_observable_for_the_packages_operators()
    {
        using var run = new SessionRun();
        Assert.Equal("one", await run.Value(Usings + """
            using System.Reactive.Linq;
            object shown = null;
            using (Kernel.Root.KernelEvents.OfType<DisplayedValueProduced>().Subscribe(happened => shown = happened.Value)) { display("one"); }
            shown
            """));
    }

    [Fact]
    public async Task A_kernel_that_a_cell_defines_is_a_language_from_then_on()
    {
        using var run = new SessionRun();
        await run.Value(Usings + """
            public class Shout() : Kernel("shout"), IKernelCommandHandler<SubmitCode>
            {
                Task IKernelCommandHandler<SubmitCode>.HandleAsync(SubmitCode command, KernelInvocationContext context)
                {
                    context.Display(command.Code.ToUpperInvariant(), "text/plain");
                    return Task.CompletedTask;
                }
            }
            ((CompositeKernel)Kernel.Root).Add(new Shout());
            """);
        await run.Value("#!shout\nhello");
        Assert.Equal("HELLO", Assert.Single(run.Displays).Data["text/plain"]!.ToString().Trim());
    }

    [Fact]
    public async Task A_directive_that_a_cell_defines_takes_its_parameters()
    {
        using var run = new SessionRun();
        await run.Value(Usings + """
            var greet = new KernelActionDirective("#!greet", "greets") { Parameters = { new KernelDirectiveParameter("--who", "whom") } };
            Kernel.Root.AddDirective(greet, (command, context) => { context.Display("hello", "text/plain"); return Task.CompletedTask; });
            """);
        await run.Value("#!greet --who you");
        Assert.Equal("hello", Assert.Single(run.Displays).Data["text/plain"]!.ToString());
        Assert.Contains("#!greet", (await run.Error("#!gret")).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_of_a_kernel_goes_over_by_set_in_every_way_it_is_written()
    {
        using var run = new SessionRun();
        await run.Value("var q = 1;");
        Assert.Equal("1", await run.Value("#!set --name q2 --value @csharp:q\nq2.ToString()"));
        Assert.Equal("{\"a\":1}", await run.Value("#!set --value {\"a\":1} --name js\njs"));
        await run.Value("#!value --name stored --mime-type application/json\n{\"a\": [1, 2]}");
        Assert.Equal(2, await run.Value("#!set --name back --value @value:stored\nback.RootElement.GetProperty(\"a\").GetArrayLength()"));
        Assert.Equal("3", await run.Value("#!set --name three --value 3\nthree.ToString()"));
        Assert.Contains("nosuch", (await run.Error("#!set --name x --value @csharp:nosuch")).Value, StringComparison.Ordinal);
        Assert.Contains("nokernel", (await run.Error("#!set --name x --value @nokernel:q")).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_of_another_language_is_sent_from_a_cell()
    {
        using var run = new SessionRun();
        await run.Value(Usings + "await Kernel.Root.SendAsync(new SubmitCode(\"<i>sent</i>\", \"html\"));");
        Assert.Equal("<i>sent</i>", Assert.Single(run.Displays).Data["text/html"]!.ToString().Trim());
    }

    [Fact]
    public async Task A_cell_publishes_events_of_its_own_and_registers_formatters()
    {
        using var run = new SessionRun();
        await run.Value(Usings + """
            var context = KernelInvocationContext.Current;
            context.Publish(new DisplayedValueProduced("own", context.Command, FormattedValue.CreateManyFromObject("own")));
            """);
        Assert.Equal("own", Assert.Single(run.Displays).Data["text/plain"]!.ToString());
        await run.Value(
            "public record Point(int X); Formatter.Register<Point>(point => $\"<b>{point.X}</b>\", \"text/html\");\nnew Point(3)");
        Assert.Equal("<b>3</b>", run.Shown["text/html"]!.ToString());
    }

    [Fact]
    public async Task A_library_built_against_the_frameworks_older_names_is_referred_to()
    {
        using var run = new SessionRun();
        string netstandard = NotebookKit.Notebooks.CSharp.FrameworkReferences.Find("netstandard")!;
        Assert.DoesNotContain(NotebookKit.Notebooks.CSharp.FrameworkReferences.All, reference => reference.Display == netstandard);
        // Formatting is built for .NET Standard.
        Assert.Contains(typeof(Formatter).Assembly.GetReferencedAssemblies(), name => name.Name == "netstandard");
        Assert.Equal("x", await run.Value(Usings + "\"x\".ToDisplayString(\"text/plain\")"));
        Assert.Equal(3, await run.Value("#r \"System.Core\"\n#r \"netstandard\"\nnew[] { 1, 2 }.Append(3).Last()"));
    }
}
