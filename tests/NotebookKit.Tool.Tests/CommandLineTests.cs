using System.Diagnostics;
using System.Xml.Linq;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests;

/// <summary>The command from outside: what it prints, what it writes, and its exit code.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_executes_the_notebooks_of_the_default_folder_and_saves_them_in_place()
    {
        _folder.Add("notebooks/b.ipynb", "Console.WriteLine(\"from b\");");
        _folder.Add("notebooks/a.ipynb", "6 * 7");
        (int code, string output, string error) = await BuiltTool.RunAsync(_folder.Path, "run");

        Assert.Equal((ExitCodes.Passed, ""), (code, error));
        Assert.EndsWith("2 passed, 0 failed\n", output);
        Assert.Contains("42", _folder.Text("notebooks/a.ipynb"));
        Assert.Equal("from b\n", MultilineText(NotebookDocument.Load(_folder.File("notebooks/b.ipynb")).Cells[0]));
        Assert.True(output.LastIndexOf("notebooks/a.ipynb", StringComparison.Ordinal) < output.LastIndexOf(
            "notebooks/b.ipynb", StringComparison.Ordinal));
        Assert.DoesNotContain('\x1b', output);
    }

    [Fact]
    public async Task Running_an_executed_notebook_again_changes_no_byte()
    {
        _folder.Add("a.ipynb", "Console.WriteLine(1);\nnew[] { 1, 2 }", "DateTime.UnixEpoch");
        Assert.Equal(0, (await BuiltTool.RunAsync(_folder.Path, "run", "a.ipynb")).ExitCode);
        string once = _folder.Text("a.ipynb");
        Assert.Equal(0, (await BuiltTool.RunAsync(_folder.Path, "run", "a.ipynb")).ExitCode);
        Assert.Equal(once, _folder.Text("a.ipynb"));
    }

    [Fact]
    public async Task A_notebook_loads_the_lessons_library()
    {
        string library = Path.Combine(Path.GetDirectoryName(BuiltTool.Assembly)!, "..", "..", "NotebookKit", "bin", "NotebookKit.dll");
        _folder.Add("a.ipynb", $"#r \"{Path.GetFullPath(library)}\"\nNotebookKit.Tensor.Of([1f, 2f]).ToString()");
        (int code, string output, _) = await BuiltTool.RunAsync(_folder.Path, "run", "a.ipynb");
        Assert.True(code == ExitCodes.Passed, output);
        Assert.Contains("[1. 2.]", _folder.Text("a.ipynb"));
    }

    [Fact]
    public async Task A_failure_shows_cell_source_and_error_and_leaves_the_file_alone_while_the_others_go_on()
    {
        _folder.Add("bad.ipynb", "1", "var text = \"kept\";\nthrow new InvalidOperationException(\"it broke\");");
        _folder.Add("good.ipynb", "1");
        string before = _folder.Text("bad.ipynb");
        (int code, string output, _) = await BuiltTool.RunAsync(_folder.Path, "run", "bad.ipynb", "good.ipynb");

        Assert.Equal(ExitCodes.CellFailed, code);
        Assert.Contains("bad.ipynb, cell 2 of 2:\n     1 | var text = \"kept\";\n     2 | throw", output);
        Assert.Contains("it broke", output);
        Assert.EndsWith("1 passed, 1 failed\n", output);
        Assert.Equal(before, _folder.Text("bad.ipynb"));
    }

    [Fact]
    public async Task With_an_output_folder_everything_produced_is_saved_there_and_the_originals_stay()
    {
        _folder.Add("in/deep/bad.ipynb", "Console.WriteLine(\"produced\");", "throw new Exception(\"it broke\");");
        File.WriteAllText(_folder.File("in/lesson.dib"), "#!csharp\n\n1 + 1\n");
        string before = _folder.Text("in/deep/bad.ipynb");
        (int code, _, _) = await BuiltTool.RunAsync(_folder.Path, "run", "in", "in/lesson.dib", "--output", "out");

        Assert.Equal(ExitCodes.CellFailed, code);
        Assert.Equal(before, _folder.Text("in/deep/bad.ipynb"));
        Assert.Equal("produced\n", MultilineText(NotebookDocument.Load(_folder.File("out/deep/bad.ipynb")).Cells[0]));
        Assert.Contains("it broke", _folder.Text("out/deep/bad.ipynb"));
        Assert.Equal(1, NotebookDocument.Load(_folder.File("out/lesson.ipynb")).Cells[0].ExecutionCount);
        Assert.Equal("#!csharp\n\n1 + 1\n", _folder.Text("in/lesson.dib"));
    }

    [Fact]
    public async Task Test_changes_no_file_and_writes_junit_with_a_case_a_cell()
    {
        string path = _folder.Add("a.ipynb", "1", "throw new Exception(\"it broke\");", "2");
        string before = _folder.Text("a.ipynb");
        (int code, string output, _) = await BuiltTool.RunAsync(_folder.Path, "test", path, "--junit", "results/junit.xml");

        Assert.Equal(ExitCodes.CellFailed, code);
        Assert.EndsWith("0 passed, 1 failed\n", output);
        Assert.Equal(before, _folder.Text("a.ipynb"));
        var cases = XDocument.Load(_folder.File("results/junit.xml")).Descendants("testcase").ToList();
        Assert.Equal(
            ["cell 1: 1", "cell 2: throw new Exception(\"it broke\");", "cell 3: 2"], cases.Select(test => test.Attribute("name")!.Value));
        Assert.Equal(["", "failure", "skipped"], cases.Select(test => test.Elements().FirstOrDefault()?.Name.LocalName ?? ""));
    }

    [Fact]
    public async Task Bad_input_gives_one_clear_error_each_and_does_no_damage()
    {
        File.WriteAllText(_folder.File("cut.ipynb"), "{\"cells\": [");
        File.WriteAllText(_folder.File("text.ipynb"), "hello");
        File.WriteAllText(_folder.File("old.ipynb"), """{"nbformat":3,"nbformat_minor":0,"worksheets":[]}""");
        _folder.Add("directive.ipynb", "#!nonsense");
        _folder.Add("reference.ipynb", "#r \"missing.dll\"");
        _folder.Add("good.ipynb", "1");
        Dictionary<string, string> before = Bytes();
        (int code, string output, string error) = await BuiltTool.RunAsync(_folder.Path, "run", ".");

        Assert.Equal((ExitCodes.Unreadable, ""), (code, error));
        Assert.Contains("\ncut.ipynb, line 1: the file is truncated", output);
        Assert.Contains("\ntext.ipynb, line 1: the file is not JSON", output);
        Assert.Contains("\nold.ipynb, \"nbformat\": expected nbformat 4, found nbformat 3. Convert it", output);
        Assert.Contains("#!nonsense'", output);
        Assert.Contains("missing.dll'", output);
        Assert.EndsWith("1 passed, 5 failed\n", output);
        Assert.Equal(before, Bytes());

        Dictionary<string, string> Bytes() =>
            Directory.GetFiles(_folder.Path).Where(path => !path.EndsWith("good.ipynb")).ToDictionary(path => path, File.ReadAllText);
    }

    [Fact]
    public async Task A_saved_notebook_is_valid_for_Jupyter_and_byte_for_byte_what_Jupyter_would_write()
    {
        string python = RequiredTool.Python(("nbformat", "python3-nbformat"));
        _folder.Add("a.ipynb",
            """
            Console.Write("a\rb\u2028c\n");
            new { A = 1, B = "Zoë" }
            """, "display(HTML(\"<b>1</b>\\n\"));", "throw new Exception();");
        Assert.Equal(1, (await BuiltTool.RunAsync(_folder.Path, "run", "a.ipynb", "--output", "out")).ExitCode);
        const string script = """
            import nbformat, sys
            text = open("out/a.ipynb", encoding="utf-8", newline="").read()
            notebook = nbformat.reads(text, as_version=nbformat.NO_CONVERT)
            nbformat.validate(notebook)
            sys.exit(0 if nbformat.writes(notebook) + "\n" == text else "the bytes differ")
            """;
        using Process check = Process.Start(
            new ProcessStartInfo(python, ["-c", script]) { WorkingDirectory = _folder.Path, RedirectStandardError = true })!;
        Assert.Equal("", await check.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await check.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, check.ExitCode);
    }

    [Fact]
    public async Task A_cell_that_takes_too_long_has_an_exit_code_of_its_own()
    {
        _folder.Add("a.ipynb", "while (true) { }");
        (int code, string output, _) = await BuiltTool.RunAsync(_folder.Path, "test", "a.ipynb", "--timeout", "0.5");
        Assert.Equal(ExitCodes.TimedOut, code);
        Assert.Contains("did not end within 0.5 s", output);
    }

    [Fact]
    public async Task Parameters_reach_the_notebook_and_unknown_ones_are_named()
    {
        var document = NotebookDocument.Create();
        document.Add(CellKind.Code, "int epochs = 1;").AddTag("parameters");
        document.Add(CellKind.Code, "epochs * 2");
        document.Save(_folder.File("a.ipynb"));
        _folder.Add("plain.ipynb", "int x = 1;");

        Assert.Equal(0, (await BuiltTool.RunAsync(_folder.Path, "run", "a.ipynb", "-p", "epochs=21", "--output", "out")).ExitCode);
        Assert.Contains("42", _folder.Text("out/a.ipynb"));

        (int code, string output, _) = await BuiltTool.RunAsync(_folder.Path, "test", "a.ipynb", "-p", "epocs=1");
        Assert.Equal(ExitCodes.WrongUsage, code);
        Assert.Contains("a.ipynb: there is no parameter 'epocs'. Did you mean 'epochs'? The notebook's parameters are epochs.", output);
        (code, output, _) = await BuiltTool.RunAsync(_folder.Path, "test", "plain.ipynb", "-p", "x=1");
        Assert.Equal(ExitCodes.WrongUsage, code);
        Assert.Contains("plain.ipynb: 'x' cannot be set, since no cell is tagged parameters.", output);
        Assert.EndsWith("0 passed, 1 failed\n", output);
    }

    [Theory]
    [InlineData("no-such-command", "'no-such-command' is not a command. The commands are run, test, check, watch, export,")]
    [InlineData("tset", "'tset' is not a command. Did you mean test?")]
    [InlineData("exprot notebooks --output site", "'exprot' is not a command. Did you mean export?")]
    [InlineData("run -p", "Required argument missing for option: '-p'")]
    [InlineData("run -p x=1 --output", "Required argument missing for option: '--output'")]
    [InlineData("jupyter install --user --prefix", "Required argument missing for option: '--prefix'")]
    [InlineData("-v", "Its options: --help, --version.")]
    [InlineData("jupyter instal", "'instal' is not a command. Did you mean install?")]
    [InlineData("help tset", "'tset' is not a command. Did you mean test?")]
    [InlineData("help jupyter uninstal", "'uninstal' is not a command. Did you mean uninstall?")]
    [InlineData("one", "'one' is not a command. To execute it: notebookkit run one")]
    [InlineData("test one --tiemout 5", "'--tiemout' is not an option of notebookkit test. Did you mean --timeout?")]
    [InlineData("test one --jnuit=a.xml", "'--jnuit' is not an option of notebookkit test. Did you mean --junit?")]
    [InlineData("export one --ouput site", "'--ouput' is not an option of notebookkit export. Did you mean --output?")]
    [InlineData("jupyter install --prefx x", "'--prefx' is not an option of notebookkit jupyter install. Did you mean --prefix?")]
    [InlineData("run one --junit a.xml", "'--junit' is not an option of notebookkit run. notebookkit test has it.")]
    [InlineData("run -y", "'-y' is not an option of notebookkit run. Its options: --durations, --fail-fast, --filter, --help,")]
    [InlineData("test --filter tga=x one", "--filter tga=x: expected path=, tag= or text= (or != to leave out); received 'tga='.")]
    [InlineData("run --filter tag=x one", "A filter of cells leaves outputs of different runs in one notebook: give --output DIR too")]
    [InlineData("test --filter nowhere one", "None of 1 notebooks fits --filter.")]
    [InlineData("run one/b.ipynb", "one/b.ipynb: there is no such file or folder. Did you mean 'a.ipynb'?")]
    [InlineData("run @text.txt", "@text.txt: there is no such file or folder.")]
    [InlineData("run", "No notebook was named, and there is no folder notebooks here.")]
    [InlineData("test", "No notebook was named, and there is no folder notebooks here.")]
    [InlineData("export --output site", "No notebook was named, and there is no folder notebooks here.")]
    [InlineData("version", "'version' is not a command. Did you mean --version?")]
    [InlineData("jupyter help", "'help' is not a command. Did you mean --help?")]
    [InlineData("Run one", "'Run' is not a command. Did you mean run?")]
    [InlineData("help EXPORT", "'EXPORT' is not a command. Did you mean export?")]
    [InlineData("test ", "A name without a character is no file or folder.")]
    [InlineData("run --", "No notebook was named, and there is no folder notebooks here.")]
    [InlineData("run no-such-file.ipynb", "no-such-file.ipynb: there is no such file or folder.")]
    [InlineData("run text.txt", "expected a notebook")]
    [InlineData("run empty", "no file *.ipynb was found")]
    [InlineData("test --jobs 0", "--jobs expects a number from 1 up; received '0'.")]
    [InlineData("test --jobs many", "--jobs expects a number from 1 up; received 'many'.")]
    [InlineData("test --timeout -1", "--timeout expects seconds")]
    [InlineData("test --memory 5", "--memory expects a number from 100 up; received '5'.")]
    [InlineData("test -p nothing", "-p expects NAME=VALUE")]
    [InlineData("run -p x=1", "give --output DIR too")]
    [InlineData("run one/a.ipynb two/a.ipynb --output out", "would both be saved as")]
    [InlineData("run one -p x=1 -o ", "--output expects the name of a folder; received ''.")]
    [InlineData("run --filter tag=", "--filter tag=: expected a value behind the sign")]
    [InlineData("jupyter uninstall --user --prefix ", "--user and --prefix name two different places")]
    [InlineData("test one --compare --sanitize ", "--sanitize expects the name of a file; received ''.")]
    [InlineData("test one --compare=false --rtol 1", "--rtol has a meaning only with --compare.")]
    [InlineData("test one --junit ", "--junit expects the name of a file; received ''.")]
    [InlineData("export one --output ", "--output expects the name of a folder; received ''.")]
    [InlineData("convert one/a.ipynb --to dib -o ", "--output expects the name of a file or a folder; received ''.")]
    [InlineData("convert  --to dib", "A name without a character is no file. Name a notebook or a C# file.")]
    [InlineData("new ", "A name without a character is no file. Name the notebook to make")]
    [InlineData("kernel -f ", "--connection-file expects the name of a file; received ''.")]
    [InlineData("test --junit one/a.ipynb", "Name the file of results first: --junit results.xml one/a.ipynb")]
    [InlineData("check --junit new.dib", "--junit writes results into its file, and new.dib is the name of a notebook or of code.")]
    [InlineData("grade one --lessons one --csv two/a.ipynb", "Name the file of results first: --csv results.csv two/a.ipynb")]
    public async Task Wrong_usage_says_what_is_wrong_and_runs_nothing(string arguments, string message)
    {
        _folder.Add("one/a.ipynb", "1");
        _folder.Add("two/a.ipynb", "1");
        Directory.CreateDirectory(_folder.File("empty"));
        File.WriteAllText(_folder.File("text.txt"), "");
        (int code, string output, string error) = await BuiltTool.RunAsync(_folder.Path, arguments.Split(' '));

        Assert.Equal((ExitCodes.WrongUsage, ""), (code, output));
        Assert.Contains(message, error);
        Assert.DoesNotContain("   at ", error);
    }

    [Theory]
    [InlineData("run", "--output")]
    [InlineData("test", "--junit")]
    public async Task Help_names_options_and_exit_codes(string command, string option)
    {
        (int code, string output, _) = await BuiltTool.RunAsync(_folder.Path, command, "--help");
        Assert.Equal(0, code);
        foreach (string expected in new[] { option,
            "--timeout", "--run-timeout", "--jobs", "--memory", "--parameter", "4 a cell or the run timed out" })
        {
            Assert.Contains(expected, string.Join(' ', output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        }
    }

    [Theory]
    [InlineData("help", "notebookkit [command] [options]")]
    [InlineData("--help", "notebookkit [command] [options]")]
    [InlineData("help test", "notebookkit test [<PATHS>...] [options]")]
    [InlineData("test --help", "notebookkit test [<PATHS>...] [options]")]
    [InlineData("help jupyter install", "notebookkit jupyter install [options]")]
    [InlineData("kernel --help", "notebookkit kernel [options]")]
    [InlineData("help export", "notebookkit export [<PATHS>...] [options]")]
    [InlineData("help help", "notebookkit help [<COMMAND>...] [options]")]
    public async Task The_command_calls_itself_by_its_name_and_explains_itself(string arguments, string usage)
    {
        (int code, string output, string error) = await BuiltTool.RunAsync(_folder.Path, arguments.Split(' '));
        Assert.Equal((0, ""), (code, error));
        Assert.Contains($"Usage:\n  {usage}\n", output);
        Assert.DoesNotContain("NotebookKit.Tool", output);
    }

    [Theory]
    [InlineData("", "run <PATHS>")]
    [InlineData("jupyter", "uninstall")]
    public async Task A_group_of_commands_alone_is_wrong_usage_and_shows_what_it_has(string arguments, string shown)
    {
        (int code, string output, string error) = await BuiltTool.RunAsync(
            _folder.Path, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((ExitCodes.WrongUsage, ""), (code, output));
        Assert.Contains(shown, error);
        Assert.DoesNotContain("Required command", error);
    }

    [Fact]
    public async Task Without_paths_and_without_the_default_folder_nothing_runs_and_what_is_there_is_named()
    {
        _folder.Add("lesson.ipynb", "System.IO.File.WriteAllText(\"ran\", \"\");");
        _folder.Add("deep/fixture.ipynb", "System.IO.File.WriteAllText(\"ran\", \"\");");
        (int code, string output, string error) = await BuiltTool.RunAsync(_folder.Path, "run");
        Assert.Equal((ExitCodes.WrongUsage, ""), (code, output));
        Assert.Contains("for example lesson.ipynb, or . for every notebook in and below this folder.", error);
        Assert.Empty(Directory.GetFiles(_folder.Path, "ran", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("empty", "notebooks: no file *.ipynb was found there.")]
    [InlineData("hidden", "notebooks: no file *.ipynb was found there.")]
    [InlineData("file", "No notebook was named, and there is no folder notebooks here.")]
    [InlineData("dangling", "No notebook was named, and there is no folder notebooks here.")]
    public async Task A_default_folder_without_notebooks_runs_nothing_and_says_so(string kind, string message)
    {
        string path = _folder.File("notebooks");
        switch (kind)
        {
            case "empty":
                Directory.CreateDirectory(path);
                break;
            case "hidden":
                _folder.Add("notebooks/.ipynb_checkpoints/a.ipynb", "1");
                break;
            case "file":
                File.WriteAllText(path, "");
                break;
            default:
                Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
                File.CreateSymbolicLink(path, "nowhere");
                break;
        }

        foreach (string command in (string[])["run", "test"])
        {
            (int code, string output, string error) = await BuiltTool.RunAsync(_folder.Path, command);
            Assert.Equal((ExitCodes.WrongUsage, ""), (code, output));
            Assert.Contains(message, error);
        }
    }

    [Fact]
    public async Task What_a_failing_cell_printed_is_shown_with_its_failure()
    {
        _folder.Add("a.ipynb",
            """
            Console.WriteLine("loss 0.3");
            Console.Error.WriteLine("a warning");
            Console.WriteLine("\u001b]0;x\u0007");
            throw new Exception("\u001b]0;y\u0007");
            """);
        (_, string output, _) = await BuiltTool.RunAsync(_folder.Path, "test", "a.ipynb");
        foreach (string printed in new[] { "loss 0.3", "a warning", "␛]0;x␇" })
        {
            Assert.Contains($"       > {printed}\n", output);
        }

        Assert.Contains("Exception: ␛]0;y␇", output);
        Assert.DoesNotContain(output, c => char.IsControl(c) && c != '\n');
    }

    private static string MultilineText(NotebookCell cell) =>
        string.Concat(cell.Outputs[0]!["text"]!.AsArray().Select(line => (string)line!));
}
