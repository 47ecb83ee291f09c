using System.Diagnostics;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests;

/// <summary>The command where what it says cannot be written, from outside: a closed output, a full disk, a folder that is gone.</summary>
public sealed class GuardedOutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("test one")]
    [InlineData("help run")]
    [InlineData("export --help", Traits = ["Category", "Endurance"])]
    [InlineData("--version", Traits = ["Category", "Endurance"])]
    [InlineData("convert one/a.ipynb --to dib")]
    [InlineData("clear one --check", Traits = ["Category", "Endurance"])]
    [InlineData("export one --output site", Traits = ["Category", "Endurance"])]
    [InlineData("jupyter install --prefix p", Traits = ["Category", "Endurance"])]
    public async Task An_output_that_leads_nowhere_is_told_as_such_and_not_as_a_fault_of_files(string arguments)
    {
        _folder.Add("one/a.ipynb", "1");
        foreach (string output in (string[])[">/dev/full", ">&-"])
        {
            (int code, string error) = await ShellAsync($"{arguments} {output}");
            Assert.Equal(ExitCodes.Unreadable, code);
            Assert.StartsWith("notebookkit: the standard output cannot be written: ", error);
            Assert.Equal(1, error.Count(c => c == '\n'));
            Directory.CreateDirectory(_folder.File("one"));
            File.Delete(_folder.File("one/a.dib"));
        }
    }

    [Theory]
    [InlineData("tset")]
    [InlineData("jupyter")]
    [InlineData("run nowhere.ipynb")]
    public async Task Errors_that_nobody_can_be_told_leave_the_exit_code_as_it_is(string arguments) =>
        Assert.Equal(ExitCodes.WrongUsage, (await ShellAsync(arguments + " 2>/dev/full")).Code);

    [Fact]
    public async Task A_reader_that_has_seen_enough_does_not_change_the_run()
    {
        _folder.Add("one/a.ipynb", "1");
        _folder.Add("one/b.ipynb", "throw new Exception();");
        (int code, string error) = await ShellAsync("test one --jobs 1 | head -1 >first", "exit ${PIPESTATUS[0]}");
        Assert.Equal((ExitCodes.CellFailed, ""), (code, error));
        Assert.StartsWith("passed    one/a.ipynb", _folder.Text("first"));
    }

    [Fact]
    public async Task A_folder_that_is_gone_is_named_as_the_cause()
    {
        (int code, string error) = await ShellAsync("run", before: "mkdir gone; cd gone; rmdir ../gone");
        Assert.Equal(ExitCodes.WrongUsage, code);
        Assert.Contains("the folder in which it was started does not exist any more", error);
    }

    private async Task<(int Code, string Error)> ShellAsync(string arguments, string after = "", string before = "")
    {
        Platform.LinuxOnly("/dev/full is one of its files.");
        string line = $"{before}\n'{BuiltTool.DotNet}' '{BuiltTool.Assembly}' {arguments}\n{after}";
        (int code, _, string error) = await BuiltTool.RunAsync(new ProcessStartInfo("bash", ["-c", line])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        return (code, error);
    }
}
