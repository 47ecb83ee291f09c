using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests;

/// <summary>No name of a file, argument or text of a stranger reaches the terminal with its control sequences.</summary>
public sealed class SayTests : IDisposable
{
    private const string Evil = "a\u001b]0;title\u0007\u009b31m\u202e";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("run", Evil + ".ipynb")]
    [InlineData("test", "one", "--filter", Evil, Traits = ["Category", "Endurance"])]
    [InlineData("test", "one", "--jobs", Evil, Traits = ["Category", "Endurance"])]
    [InlineData("test", "one", "--" + Evil)]
    [InlineData("check", Evil, Traits = ["Category", "Endurance"])]
    [InlineData("clear", Evil, Traits = ["Category", "Endurance"])]
    [InlineData("export", Evil, "--output", "out", Traits = ["Category", "Endurance"])]
    [InlineData("student", Evil, "--output", "out", Traits = ["Category", "Endurance"])]
    [InlineData("grade", Evil, "--lessons", "one")]
    [InlineData("grade", "one", "--lessons", Evil, Traits = ["Category", "Endurance"])]
    [InlineData("convert", Evil, "--to", "dib", Traits = ["Category", "Endurance"])]
    [InlineData("new", "one/" + Evil + ".ipynb", Traits = ["Category", "Endurance"])]
    [InlineData("jupyter", "install", "--name", Evil)]
    [InlineData("kernel", "--connection-file", Evil, Traits = ["Category", "Endurance"])]
    [InlineData(Evil)]
    [InlineData("help", Evil)]
    public async Task Arguments_are_quoted_without_their_control_sequences(params string[] command)
    {
        _folder.Add("one/a.ipynb", "1 + 1");
        (_, string output, string error) = await BuiltTool.RunAsync(_folder.Path, command);
        AssertHarmless(output + error);
        Assert.NotEmpty(output + error);
    }

    [Theory]
    [InlineData("run", "all", "--output", "out")]
    [InlineData("test", "all", "--durations", "3", Traits = ["Category", "Endurance"])]
    [InlineData("check", "all", Traits = ["Category", "Endurance"])]
    [InlineData("clear", "all", Traits = ["Category", "Endurance"])]
    [InlineData("export", "all", "--output", "out", Traits = ["Category", "Endurance"])]
    [InlineData("student", "all", "--output", "out", Traits = ["Category", "Endurance"])]
    [InlineData("grade", "all", "--lessons", "lessons")]
    public async Task Names_of_files_are_told_without_their_control_sequences(params string[] command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Names of files hold no control characters on Windows.");
        string lesson = _folder.Add("lessons/a.ipynb", "1 + 1");
        var document = NotebookKit.Notebooks.Documents.NotebookDocument.Load(lesson);
        document.Cells[0].AddTag("check");
        document.Save(lesson);
        _folder.Add($"all/{Evil}.ipynb", "1 + 1", "throw new Exception(\"\\u001b]0;title\\u0007\");");
        _folder.Add($"all/b{Evil}.ipynb", "1 + 1");
        Directory.CreateDirectory(_folder.File($"all/{Evil}"));
        await File.WriteAllTextAsync(_folder.File($"all/{Evil}/c.ipynb"), "{", TestContext.Current.CancellationToken);

        (_, string output, string error) = await BuiltTool.RunAsync(_folder.Path, command);

        AssertHarmless(output + error);
        Assert.Contains("␛]0;title␇", output + error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run", "all", "--output", "out", "--durations", "2")]
    [InlineData("test", "all", Traits = ["Category", "Endurance"])]
    [InlineData("clear", "all")]
    public async Task A_name_with_a_line_end_writes_no_line_of_its_own(params string[] command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Names of files hold no line ends on Windows.");
        _folder.Add("all/a\npassed    forged.ipynb", "1 + 1");
        if (command[0] == "clear")
        {
            await BuiltTool.RunAsync(_folder.Path, "run", "all");
        }

        (_, string output, string error) = await BuiltTool.RunAsync(_folder.Path, command);

        Assert.Contains("all/a␊passed    forged.ipynb", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\npassed    forged", "\n" + output + error, StringComparison.Ordinal);
    }

    private static void AssertHarmless(string text)
    {
        foreach (char control in "\u001b\u0007\u009b\u202e")
        {
            Assert.DoesNotContain(control, text);
        }
    }
}
