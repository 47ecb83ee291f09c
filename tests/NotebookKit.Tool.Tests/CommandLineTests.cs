using System.Diagnostics;
using System.Xml.Linq;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests;

/// <summary>The command from outside: what it prints, what it writes, and its exit code.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Run_executes_the_notebooks_of_the_default_folder_and_saves_them_in_place()
    {
        folder.Add("notebooks/b.ipynb", "Console.WriteLine(\"from b\");");
        folder.Add("notebooks/a.ipynb", "6 * 7");
        var (code, output, error) = await BuiltTool.RunAsync(folder.Path, "run");

        Assert.Equal((ExitCodes.Passed, ""), (code, error));
        Assert.EndsWith("2 passed, 0 failed\n", output);
        Assert.Contains("42", folder.Text("notebooks/a.ipynb"));
        Assert.Equal("from b\n", MultilineText(NotebookDocument.Load(folder.File("notebooks/b.ipynb")).Cells[0]));
        Assert.True(output.LastIndexOf("notebooks/a.ipynb", StringComparison.Ordinal) < output.LastIndexOf("notebooks/b.ipynb", StringComparison.Ordinal));
        Assert.DoesNotContain('\x1b', output);
    }

    [Fact]
    public async Task Running_an_executed_notebook_again_changes_no_byte()
    {
        folder.Add("a.ipynb", "Console.WriteLine(1);\nnew[] { 1, 2 }", "DateTime.UnixEpoch");
        Assert.Equal(0, (await BuiltTool.RunAsync(folder.Path, "run", "a.ipynb")).ExitCode);
        var once = folder.Text("a.ipynb");
        Assert.Equal(0, (await BuiltTool.RunAsync(folder.Path, "run", "a.ipynb")).ExitCode);
        Assert.Equal(once, folder.Text("a.ipynb"));
    }

    [Fact]
    public async Task A_notebook_loads_the_lessons_library()
    {
        var library = Path.Combine(Path.GetDirectoryName(BuiltTool.Assembly)!, "..", "..", "NotebookKit", "bin", "NotebookKit.dll");
        folder.Add("a.ipynb", $"#r \"{Path.GetFullPath(library)}\"\nNotebookKit.Tensor.Of([1f, 2f]).ToString()");
        var (code, output, _) = await BuiltTool.RunAsync(folder.Path, "run", "a.ipynb");
        Assert.True(code == ExitCodes.Passed, output);
        Assert.Contains("[1. 2.]", folder.Text("a.ipynb"));
    }

    [Fact]
    public async Task A_failure_shows_cell_source_and_error_and_leaves_the_file_alone_while_the_others_go_on()
    {
        folder.Add("bad.ipynb", "1", "var text = \"kept\";\nthrow new InvalidOperationException(\"it broke\");");
        folder.Add("good.ipynb", "1");
        var before = folder.Text("bad.ipynb");
        var (code, output, _) = await BuiltTool.RunAsync(folder.Path, "run", "bad.ipynb", "good.ipynb");

        Assert.Equal(ExitCodes.CellFailed, code);
        Assert.Contains("bad.ipynb, cell 2 of 2:\n     1 | var text = \"kept\";\n     2 | throw", output);
        Assert.Contains("it broke", output);
        Assert.EndsWith("1 passed, 1 failed\n", output);
        Assert.Equal(before, folder.Text("bad.ipynb"));
    }

    [Fact]
    public async Task With_an_output_folder_everything_produced_is_saved_there_and_the_originals_stay()
    {
        folder.Add("in/deep/bad.ipynb", "Console.WriteLine(\"produced\");", "throw new Exception(\"it broke\");");
        File.WriteAllText(folder.File("in/lesson.dib"), "#!csharp\n\n1 + 1\n");
        var before = folder.Text("in/deep/bad.ipynb");
        var (code, _, _) = await BuiltTool.RunAsync(folder.Path, "run", "in", "in/lesson.dib", "--output", "out");

        Assert.Equal(ExitCodes.CellFailed, code);
        Assert.Equal(before, folder.Text("in/deep/bad.ipynb"));
        Assert.Equal("produced\n", MultilineText(NotebookDocument.Load(folder.File("out/deep/bad.ipynb")).Cells[0]));
        Assert.Contains("it broke", folder.Text("out/deep/bad.ipynb"));
        Assert.Equal(1, NotebookDocument.Load(folder.File("out/lesson.ipynb")).Cells[0].ExecutionCount);
        Assert.Equal("#!csharp\n\n1 + 1\n", folder.Text("in/lesson.dib"));
    }

    [Fact]
    public async Task Test_changes_no_file_and_writes_junit_with_a_case_a_cell()
    {
        var path = folder.Add("a.ipynb", "1", "throw new Exception(\"it broke\");", "2");
        var before = folder.Text("a.ipynb");
        var (code, output, _) = await BuiltTool.RunAsync(folder.Path, "test", path, "--junit", "results/junit.xml");

        Assert.Equal(ExitCodes.CellFailed, code);
        Assert.EndsWith("0 passed, 1 failed\n", output);
        Assert.Equal(before, folder.Text("a.ipynb"));
        var cases = XDocument.Load(folder.File("results/junit.xml")).Descendants("testcase").ToList();
        Assert.Equal(["cell 1: 1", "cell 2: throw new Exception(\"it broke\");", "cell 3: 2"], cases.Select(test => test.Attribute("name")!.Value));
        Assert.Equal(["", "failure", "skipped"], cases.Select(test => test.Elements().FirstOrDefault()?.Name.LocalName ?? ""));
    }

    [Fact]
    public async Task Bad_input_gives_one_clear_error_each_and_does_no_damage()
    {
        File.WriteAllText(folder.File("cut.ipynb"), "{\"cells\": [");
        File.WriteAllText(folder.File("text.ipynb"), "hello");
        File.WriteAllText(folder.File("old.ipynb"), """{"nbformat":3,"nbformat_minor":0,"worksheets":[]}""");
        folder.Add("directive.ipynb", "#!nonsense");
        folder.Add("reference.ipynb", "#r \"missing.dll\"");
        folder.Add("good.ipynb", "1");
        var before = Bytes();
        var (code, output, error) = await BuiltTool.RunAsync(folder.Path, "run", ".");

        Assert.Equal((ExitCodes.Unreadable, ""), (code, error));
        Assert.Contains("\ncut.ipynb, line 1: the file is truncated", output);
        Assert.Contains("\ntext.ipynb, line 1: the file is not JSON", output);
        Assert.Contains("\nold.ipynb, \"nbformat\": expected nbformat 4, found nbformat 3. Convert it", output);
        Assert.Contains("#!nonsense'", output);
        Assert.Contains("missing.dll'", output);
        Assert.EndsWith("1 passed, 5 failed\n", output);
        Assert.Equal(before, Bytes());

        Dictionary<string, string> Bytes() => Directory.GetFiles(folder.Path).Where(path => !path.EndsWith("good.ipynb")).ToDictionary(path => path, File.ReadAllText);
    }

    [Fact]
    public async Task A_saved_notebook_is_valid_for_Jupyter_and_byte_for_byte_what_Jupyter_would_write()
    {
        var python = RequiredTool.Python(("nbformat", "python3-nbformat"));
        folder.Add("a.ipynb", "Console.Write(\"a\\rb\\u2028c\\n\");\nnew { A = 1, B = \"Zoë\" }", "display(HTML(\"<b>1</b>\\n\"));", "throw new Exception();");
        Assert.Equal(1, (await BuiltTool.RunAsync(folder.Path, "run", "a.ipynb", "--output", "out")).ExitCode);
        const string script = """
            import nbformat, sys
            text = open("out/a.ipynb", encoding="utf-8", newline="").read()
            notebook = nbformat.reads(text, as_version=nbformat.NO_CONVERT)
            nbformat.validate(notebook)
            sys.exit(0 if nbformat.writes(notebook) + "\n" == text else "the bytes differ")
            """;
        using var check = Process.Start(new ProcessStartInfo(python, ["-c", script]) { WorkingDirectory = folder.Path, RedirectStandardError = true })!;
        Assert.Equal("", await check.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await check.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, check.ExitCode);
    }

    [Fact]
    public async Task A_cell_that_takes_too_long_has_an_exit_code_of_its_own()
    {
        folder.Add("a.ipynb", "while (true) { }");
        var (code, output, _) = await BuiltTool.RunAsync(folder.Path, "test", "a.ipynb", "--timeout", "0.5");
        Assert.Equal(ExitCodes.TimedOut, code);
        Assert.Contains("did not end within 0.5 s", output);
    }

    [Fact]
    public async Task Parameters_reach_the_notebook()
    {
        folder.Add("a.ipynb", "x * 2");
        Assert.Equal(0, (await BuiltTool.RunAsync(folder.Path, "run", "a.ipynb", "-p", "x=21", "--output", "out")).ExitCode);
        Assert.Contains("42", folder.Text("out/a.ipynb"));
    }

    [Theory]
    [InlineData("no-such-command", "'no-such-command'")]
    [InlineData("run no-such-file.ipynb", "no-such-file.ipynb: there is no such file or folder.")]
    [InlineData("run text.txt", "expected a notebook")]
    [InlineData("run empty", "no file *.ipynb was found")]
    [InlineData("run --nonsense", "'--nonsense'")]
    [InlineData("test --jobs 0", "--jobs expects a number from 1 up; received '0'.")]
    [InlineData("test --jobs many", "--jobs expects a number from 1 up; received 'many'.")]
    [InlineData("test --timeout -1", "--timeout expects seconds")]
    [InlineData("test --memory 5", "--memory expects a number from 100 up; received '5'.")]
    [InlineData("test -p nothing", "-p expects NAME=VALUE")]
    [InlineData("run -p x=1", "give --output DIR too")]
    [InlineData("run one/a.ipynb two/a.ipynb --output out", "would both be saved as")]
    public async Task Wrong_usage_says_what_is_wrong_and_runs_nothing(string arguments, string message)
    {
        folder.Add("one/a.ipynb", "1");
        folder.Add("two/a.ipynb", "1");
        Directory.CreateDirectory(folder.File("empty"));
        File.WriteAllText(folder.File("text.txt"), "");
        var (code, output, error) = await BuiltTool.RunAsync(folder.Path, arguments.Split(' '));

        Assert.Equal((ExitCodes.WrongUsage, ""), (code, output));
        Assert.Contains(message, error);
    }

    [Theory]
    [InlineData("run", "--output")]
    [InlineData("test", "--junit")]
    public async Task Help_names_options_and_exit_codes(string command, string option)
    {
        var (code, output, _) = await BuiltTool.RunAsync(folder.Path, command, "--help");
        Assert.Equal(0, code);
        foreach (var expected in new[] { option, "--timeout", "--run-timeout", "--jobs", "--memory", "--parameter", "4 a cell or the run timed out" })
            Assert.Contains(expected, string.Join(' ', output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    private static string MultilineText(NotebookCell cell) =>
        string.Concat(cell.Outputs[0]!["text"]!.AsArray().Select(line => (string)line!));
}
