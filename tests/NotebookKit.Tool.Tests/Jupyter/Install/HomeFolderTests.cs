using System.Diagnostics;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests.Jupyter.Install;

/// <summary>Where <c>notebookkit jupyter install</c> puts the kernelspec, seen from outside.</summary>
public sealed class HomeFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_home_folder_that_is_not_there_yet_is_made_and_the_working_folder_stays_as_it_is()
    {
        Platform.UnixOnly("Windows asks the system for the home folder.");

        (int code, string output, string error) = await InstallAsync(_folder.File("missing/home"));

        Assert.Equal((0, ""), (code, error));
        string data = OperatingSystem.IsMacOS() ? "Library/Jupyter" : ".local/share/jupyter";
        Assert.True(File.Exists(_folder.File($"missing/home/{data}/kernels/.net-csharp/kernel.json")), output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.File("work")));
    }

    [Theory]
    [InlineData("home")]
    [InlineData("../home")]
    public async Task A_home_that_names_a_place_in_the_working_folder_is_an_error_that_names_it(string home)
    {
        Platform.UnixOnly("Windows asks the system for the home folder.");

        (int code, string output, string error) = await InstallAsync(home);

        Assert.Equal((ExitCodes.WrongUsage, ""), (code, output));
        Assert.Equal(
            $"There is no Jupyter folder of yours: HOME is '{home}', where the full path of a folder was expected. Set HOME or "
                + "JUPYTER_DATA_DIR, or choose a folder: --prefix DIR.\n", error);
        Assert.Equal([_folder.File("work")], Directory.EnumerateFileSystemEntries(_folder.Path));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.File("work")));
    }

    private async Task<(int Code, string Output, string Error)> InstallAsync(string home)
    {
        ProcessStartInfo start = BuiltTool.StartInfo(
            Directory.CreateDirectory(_folder.File("work")).FullName, "jupyter", "install");
        start.Environment["HOME"] = home;
        foreach (string variable in (string[])["JUPYTER_DATA_DIR", "JUPYTER_PATH", "XDG_DATA_HOME", "VIRTUAL_ENV", "CONDA_PREFIX"])
        {
            start.Environment.Remove(variable);
        }

        return await BuiltTool.RunAsync(start);
    }
}
