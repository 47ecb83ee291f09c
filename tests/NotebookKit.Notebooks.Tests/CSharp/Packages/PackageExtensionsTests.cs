using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive;
using NotebookKit.Notebooks.Session;
using NotebookKit.Notebooks.Tests.Session;

namespace NotebookKit.Notebooks.Tests.CSharp.Packages;

/// <summary>Packages made for notebooks, packed here into a folder that serves as a source.</summary>
public class PackageExtensionsTests
{
    private const string Library = "public class Clock { public int Hour; public Clock(int hour) { Hour = hour; } public override string "
        + "ToString() => Hour + \" h\"; }";

    [Fact]
    public async Task An_extension_gets_the_root_kernel_and_its_directive_and_formatter_work_from_then_on()
    {
        using var run = new SessionRun();
        Pack(run, "Clocks", "1.0.0", """
            using System.Threading.Tasks; using Microsoft.DotNet.Interactive; using Microsoft.DotNet.Interactive.Directives; using Microsoft.DotNet.Interactive.Formatting;
            public class ClockExtension : IKernelExtension
            {
                public Task OnLoadAsync(Kernel kernel)
                {
                    Formatter.Register<Clock>(clock => "<b>" + clock.Hour + "</b>", "text/html");
                    var directive = new KernelActionDirective("#!clock", "shows an hour") { Parameters = { new KernelDirectiveParameter("--hour", "the hour") } };
                    kernel.AddDirective(directive, (command, context) => { context.Display(new Clock(7)); return Task.CompletedTask; });
                    return Task.CompletedTask;
                }
            }
            """);
        await run.Value("#r \"nuget: Clocks, 1.0.0\"\nnew Clock(3)");
        Assert.Equal("<b>3</b>", run.Shown["text/html"]!.ToString());
        await run.Value("#!clock --hour 7");
        Assert.Equal("<b>7</b>", Assert.Single(run.Displays).Data["text/html"]!.ToString());
        await run.Value("#!lsmagic");
        Assert.Contains("#!clock", Assert.Single(run.Displays).Data["text/plain"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("#!clock", (await run.Error("#!clokc")).Value, StringComparison.Ordinal);
    }

    [Trait("Category", "Endurance")]
    [Fact]
    public async Task An_extension_brings_a_language()
    {
        using var run = new SessionRun();
        Pack(run, "Loud", "1.0.0", """
            using System.Threading.Tasks; using Microsoft.DotNet.Interactive; using Microsoft.DotNet.Interactive.Commands;
            public class LoudKernel : Kernel, IKernelCommandHandler<SubmitCode>
            {
                public LoudKernel() : base("loud") { }
                Task IKernelCommandHandler<SubmitCode>.HandleAsync(SubmitCode command, KernelInvocationContext context) { context.Display(command.Code.ToUpperInvariant(), "text/plain"); return Task.CompletedTask; }
            }
            public class LoudExtension : IKernelExtension { public Task OnLoadAsync(Kernel kernel) { ((CompositeKernel)kernel).Add(new LoudKernel()); return Task.CompletedTask; } }
            """);
        await run.Value("#r \"nuget: Loud, 1.0.0\"");
        await run.Value("#!loud\nhello");
        Assert.Equal("HELLO", Assert.Single(run.Displays).Data["text/plain"]!.ToString().Trim());
        Assert.True((await run.Cell("whole cell", "loud")).Success);
    }

    [Fact]
    public async Task The_script_of_a_package_runs_after_its_extensions()
    {
        using var run = new SessionRun();
        string script = run.Write(
            "extension.dib", "#!csharp\n\nusing System.IO;\nvar fromScript = Path.Combine(\"a\", new Clock(4).ToString());\n");
        Pack(run, "Scripted", "1.0.0", extension: null, ("interactive-extensions/dotnet/extension.dib", script));
        Assert.Equal(Path.Combine("a", "4 h"), await run.Value("#r \"nuget: Scripted, 1.0.0\"\nfromScript"));
        Assert.Equal("b", await run.Value("Path.GetFileName(\"a/b\")"));
    }

    [Theory]
    [InlineData("throw new System.InvalidOperationException(\"no clockwork\");", "no clockwork")]
    [InlineData("return Task.FromException(new System.FormatException(\"torn spring\"));", "torn spring",
        Traits = ["Category", "Endurance"])]
    public async Task An_extension_that_fails_is_named_and_leaves_the_session_alive(string body, string reason)
    {
        using var run = new SessionRun();
        Pack(run, "Broken", "1.0.0", $$"""
            using System.Threading.Tasks; using Microsoft.DotNet.Interactive;
            public class BrokenExtension : IKernelExtension { public Task OnLoadAsync(Kernel kernel) { {{body}} } }
            """);
        ErrorEvent error = await run.Error("#r \"nuget: Broken, 1.0.0\"\nvar late = 1;");
        Assert.Equal("DirectiveError", error.Name);
        Assert.Contains("BrokenExtension", error.Value, StringComparison.Ordinal);
        Assert.Contains(reason, error.Value, StringComparison.Ordinal);
        Assert.Equal("5 h", await run.Value("new Clock(5).ToString()"));
    }

    [Fact]
    public async Task An_error_in_a_packages_script_names_its_cell_and_line()
    {
        using var run = new SessionRun();
        string script = run.Write("extension.dib", "#!csharp\n\nvar zero = 0;\nvar x = 1 / zero;\n");
        Pack(run, "Scripted", "1.0.0", extension: null, ("interactive-extensions/dotnet/extension.dib", script));
        Assert.Contains("extension.dib cell 1, line 2", string.Join('\n', (await run.Error("#r \"nuget: Scripted, 1.0.0\"")).Traceback),
            StringComparison.Ordinal);
        Assert.Equal(1, await run.Value("1"));
    }

    [Fact]
    public async Task Installed_packages_are_shown_with_the_version_that_the_source_gave()
    {
        using var run = new SessionRun();
        Pack(run, "Clocks", "1.0.7", extension: null);
        await run.Value("#r \"nuget: Clocks, 1.0.1\"");
        JsonObject shown = Assert.Single(run.Displays).Data;
        Assert.Contains("Installed Packages", shown["text/html"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("Clocks, 1.0.7", shown["text/html"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("Clocks, 1.0.7", shown["text/plain"]!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.0.*", "1.0.*", Traits = ["Category", "Endurance"])]
    [InlineData("1.0.*", "1.0.3")]
    [InlineData("1.0.*", "*", Traits = ["Category", "Endurance"])]
    [InlineData("1.0.3", "1.*")]
    public async Task A_package_that_is_there_is_taken_when_it_fits(string first, string second)
    {
        using var run = new SessionRun();
        Pack(run, "Clocks", "1.0.3", extension: null);
        await run.Value($"#r \"nuget: Clocks, {first}\"");
        await run.Value($"#r \"nuget: Clocks, {second}\"");
        Assert.Contains("1.0.3", (await run.Error("#r \"nuget: Clocks, 2.0.0\"")).Value, StringComparison.Ordinal);
        Assert.Contains("1.0.3", (await run.Error("#r \"nuget: Clocks, 2.*\"")).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_may_ask_for_a_package_by_a_command()
    {
        using var run = new SessionRun();
        Pack(run, "Clocks", "1.0.0", extension: null);
        await run.Value(
            """
            using Microsoft.DotNet.Interactive; using Microsoft.DotNet.Interactive.Commands;
            await Kernel.Root.SendAsync(new AddPackage("Clocks", "1.0.0", "csharp"));
            """);
        Assert.Equal("6 h", await run.Value("new Clock(6).ToString()"));
    }

    private static void Pack(SessionRun run, string id, string version, string? extension, params (string Entry, string File)[] more)
    {
        string library = TestLibrary.Build(Path.Combine(run.Folder, "build"), id + ".Library", Library);
        List<(string, string)> files = [($"lib/net8.0/{id}.Library.dll", library), .. more];
        if (extension is not null)
        {
            string built = TestLibrary.Build(
                Path.Combine(run.Folder, "build"), id + ".Interactive", extension, library, typeof(Kernel).Assembly.Location);
            files.Add(($"interactive-extensions/dotnet/{id}.Interactive.dll", built));
        }

        TestLibrary.Pack(Path.Combine(run.Folder, "source"), id, version, [.. files]);
        TestLibrary.Configure(run.Folder, Path.Combine(run.Folder, "source"));
    }
}
