using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests.Jupyter.Peers;

/// <summary>The kernel under Jupyter's own programs.</summary>
[Trait("Needs", "jupyter")]
public sealed class PeerTests(InstalledKernel kernel) : IClassFixture<InstalledKernel>
{
    private static readonly (string, string)[] s_client = [("jupyter_client", "python3-jupyter-client")];

    [Trait("Category", "Endurance")]
    [Fact]
    public void Jupyters_test_suite_passes_and_skips_nothing()
    {
        string output = Run("kernel_suite.py", [("jupyter_kernel_test", "python3-jupyter-kernel-test")]);

        Assert.DoesNotContain("skipped", output);
        Assert.Contains("Ran 12 tests", output);
    }

    [Fact]
    [Trait("Category", "Endurance")]
    public void A_hundred_kernels_start_one_after_the_other_late_subscribers_among_them() =>
        Assert.Contains("ok 100", Run("start_stop.py", s_client, "100"));

    /// <summary>An expression tree's code has no check of its own for endless recursion, unlike a cell's.</summary>
    private const string CompiledRecursion =
        "class Deep { public static Func<int, int> Er = n => n; }\n"
        + "System.Linq.Expressions.Expression<Func<int, int>> deeper = n => Deep.Er(n + 1) + 1;\nDeep.Er = deeper.Compile();\nDeep.Er(0)";

    [Trait("Category", "Endurance")]
    [Theory]
    [InlineData(CompiledRecursion, "StackOverflow")]
    [InlineData("Environment.FailFast(\"the end\");", "ProcessTerminated")]
    [InlineData("System.Diagnostics.Process.GetCurrentProcess().Kill(); await Task.Delay(-1);", "KernelDied")]
    public void A_kernel_that_dies_in_a_cell_is_spoken_for_and_the_next_one_starts_on_its_ports(string code, string name)
    {
        string output = Run("died.py", s_client, code);

        Assert.Contains("reply error " + name, output);
        Assert.Matches("seen .*error idle", output);
        Assert.Contains("then 42", output);
    }

    [Fact]
    [Trait("Category", "Endurance")]
    public void A_thousand_cells_leave_the_kernel_under_500_MB()
    {
        string output = Run("many_cells.py", s_client, "1000");
        string megabytes = output.Split('\n').Single(line => line.Length > 0 && line.All(char.IsAsciiDigit));

        Assert.InRange(int.Parse(megabytes, CultureInfo.InvariantCulture), 20, 499);
    }

    [Fact]
    public void A_killed_front_end_leaves_no_orphan()
    {
        using PythonScript frontEnd = Start("front_end.py", s_client);
        using var orphan = Process.GetProcessById(int.Parse(frontEnd.FirstLine(), CultureInfo.InvariantCulture));

        frontEnd.Kill();

        Assert.True(orphan.WaitForExit(HangGuard.Milliseconds), "the kernel outlives its front end");
    }

    [Fact]
    public void Nbclient_runs_a_notebook_and_keeps_its_outputs()
    {
        string notebook = Notebook("nbclient.ipynb", [
            "var x = 20;",
            "Console.WriteLine(\"printed\"); x * 2",
            "var shown = display(\"before\"); shown.Update(\"after\");",
        ]);

        string[] cells = [.. Run("run_notebook.py", [("nbclient", "python3-nbclient"), ("nbformat", "python3-nbformat")], notebook)
            .Split('\n').Where(line => line.StartsWith('['))];

        Assert.Equal("[1, []]", cells[0]);
        Assert.StartsWith("[2, [\"printed\\n\", {", cells[1]);
        Assert.Contains("\"text/plain\": \"40\"", cells[1]);
        Assert.Contains("after", cells[2]);
    }

    [Fact]
    [Trait("Category", "Endurance")]
    public void Nbconvert_executes_every_lesson()
    {
        string[] lessons = [.. Directory.GetFiles(Path.Combine(Repository.Root, "notebooks"), "*.ipynb").Order(StringComparer.Ordinal)];
        Assert.NotEmpty(lessons);
        string output = Directory.CreateTempSubdirectory("executed").FullName;
        try
        {
            // Two at a time: nbconvert by itself takes one after the other, and most of a lesson leaves a processor idle.
            Parallel.ForEach(lessons.Index().GroupBy(lesson => lesson.Index % 2, lesson => lesson.Item), half =>
                RunModule("nbconvert", [("nbconvert", "python3-nbconvert")], [
                    "--to", "notebook", "--execute", "--ExecutePreprocessor.timeout=1800",
                    $"--ExecutePreprocessor.kernel_name={InstalledKernel.Name}", "--output-dir", output, .. half,
                ]));

            Assert.Equal(lessons.Select(Path.GetFileName), Directory.GetFiles(output, "*.ipynb").Select(Path.GetFileName)
                .Order(StringComparer.Ordinal));
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    private string Run(string script, (string, string)[] modules, params string[] arguments)
    {
        using PythonScript run = Start(script, modules, arguments);
        return run.Finish();
    }

    private PythonScript Start(string script, (string, string)[] modules, params string[] arguments) =>
        new(Path.Combine("Peers", script), modules, [InstalledKernel.Name, .. arguments], kernel.Environment);

    private void RunModule(string module, (string, string)[] modules, string[] arguments)
    {
        var start = new ProcessStartInfo(RequiredTool.Python(modules), ["-m", module, .. arguments])
        {
            RedirectStandardError = true,
            WorkingDirectory = Path.Combine(Repository.Root, "notebooks"),
        };
        foreach ((string name, string value) in kernel.Environment)
        {
            start.Environment[name] = value;
        }
        using Process process = Process.Start(start)!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error);
    }

    private static string Notebook(string name, string[] cells)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("notebook").FullName, name);
        File.WriteAllText(path, new JsonObject
        {
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
            ["metadata"] = new JsonObject(),
            ["cells"] = new JsonArray([.. cells.Select((code, i) => new JsonObject
            {
                ["id"] = $"cell-{i}",
                ["cell_type"] = "code",
                ["execution_count"] = null,
                ["metadata"] = new JsonObject(),
                ["outputs"] = new JsonArray(),
                ["source"] = code,
            })]),
        }.ToJsonString());
        return path;
    }
}
