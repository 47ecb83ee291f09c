using System.Diagnostics;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests;

/// <summary>
/// Where <c>TMPDIR</c> is no place for a socket, whose path has at most 107 bytes, or no place at all, notebooks run all the same;
/// and a file's name may be as long as the file system has it.
/// </summary>
public sealed class TemporaryFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true, Traits = ["Category", "Endurance"])]
    [InlineData(1, false)]
    public async Task A_long_temporary_folder_or_one_that_is_not_there_stops_no_notebook(int depth, bool exists)
    {
        Platform.UnixOnly("Windows has no such variable.");
        _folder.Add("a.ipynb", "Console.WriteLine(6 * 7);");
        string temporary = _folder.File(string.Join('/', Enumerable.Repeat(new string('t', 200), depth)));
        if (exists)
        {
            Directory.CreateDirectory(temporary);
        }
        ProcessStartInfo start = BuiltTool.StartInfo(_folder.Path, "run", "a.ipynb");
        start.Environment["TMPDIR"] = temporary;

        (int code, string output, string error) = await BuiltTool.RunAsync(start);

        Assert.True(code == ExitCodes.Passed, output + error);
        Assert.Contains("42", _folder.Text("a.ipynb"));
        Assert.Equal(exists, Directory.Exists(temporary));
        Assert.True(!exists || !Directory.EnumerateFileSystemEntries(temporary).Any());
    }

    [Theory]
    [InlineData('n', 245, Traits = ["Category", "Endurance"])]
    [InlineData('é', 122)]
    public async Task A_notebook_with_the_longest_name_there_is_can_be_saved(char letter, int count)
    {
        Platform.LinuxOnly("a name has 255 bytes there.");
        string name = new string(letter, count) + ".ipynb";
        _folder.Add("a.ipynb", "Console.WriteLine(6 * 7);");
        File.Move(_folder.File("a.ipynb"), _folder.File(name));

        (int code, string output, string error) = await BuiltTool.RunAsync(_folder.Path, "run", name);

        Assert.True(code == ExitCodes.Passed, output + error);
        Assert.Contains("42", _folder.Text(name));
        Assert.Equal([_folder.File(name)], Directory.EnumerateFileSystemEntries(_folder.Path));
    }
}
