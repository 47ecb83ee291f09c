using System.Diagnostics;
using System.Text.Json.Nodes;
using NotebookKit.Tool.Jupyter.Install;

namespace NotebookKit.Tool.Tests.Jupyter.Install;

/// <summary>What uninstalling must never remove.</summary>
public sealed class UninstallTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("jupyter-home").FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    private string Data => Path.Combine(_home, ".local", "share", "jupyter");

    private string Folder => Path.Combine(Data, "kernels", "csharp");

    private KernelSpecInstaller Installer => new(
        new JupyterPaths(_ => null, JupyterPlatform.Linux, _home),
        new KernelLauncher(["/opt/tools/notebookkit"], "/opt/dotnet"), _output, _error);

    [Theory]
    [InlineData(".", null)]
    [InlineData("..", null)]
    [InlineData("...", null)]
    [InlineData("..\n", null)]
    [InlineData("../kernels", null)]
    [InlineData(".", "venv")]
    [InlineData("..", "venv")]
    public void A_name_that_means_another_folder_neither_installs_nor_removes(string name, string? prefix)
    {
        string? at = prefix is null ? null : Path.Combine(_home, prefix);
        string data = at is null ? Data : Path.Combine(at, "share", "jupyter");
        string[] precious = [Path.Combine(data, "kernels", "python3", "kernel.json"), Path.Combine(data, "nbextensions", "x.js")];
        foreach (string file in precious)
        {
            Write(file, "precious");
        }
        // As the version before would have left it: its mark in a folder that is not a kernel's.
        Write(Path.Combine(data, "kernel.json"), KernelSpec.Json(new KernelLauncher(["notebookkit"], null)));
        Write(Path.Combine(data, "kernels", "kernel.json"), KernelSpec.Json(new KernelLauncher(["notebookkit"], null)));

        Assert.Equal(2, Installer.Install(at, name, replace: true));
        Assert.Equal(2, Installer.Uninstall(at, name));

        Assert.All(precious, file => Assert.Equal("precious", File.ReadAllText(file)));
    }

    [Fact]
    public void Files_that_install_did_not_write_stay_and_are_named()
    {
        Installer.Install(null, "csharp", replace: false);
        string notes = Path.Combine(Folder, "notes.txt"), sub = Path.Combine(
            Folder, "sub", "deep.txt"), logo = Path.Combine(Folder, "logo-64x64.png");
        Write(notes, "mine");
        Write(sub, "mine");
        Write(logo, "my own logo");

        Assert.Equal(0, Installer.Uninstall(null, "csharp"));

        Assert.Equal(["mine", "mine", "my own logo"], new[] { notes, sub, logo }.Select(File.ReadAllText));
        Assert.Equal(
            [logo, notes, Path.Combine(Folder, "sub")], Directory.EnumerateFileSystemEntries(Folder).Order(StringComparer.Ordinal));
        foreach (string stays in new[] { notes, logo, Path.Combine(Folder, "sub") })
        {
            Assert.Contains($"{stays} is not what install wrote, and stays.", _error.ToString());
        }
    }

    [Fact]
    public void An_edited_kernel_json_is_kept_beside_when_uninstalling_and_when_renewing()
    {
        Installer.Install(null, "csharp", replace: false);
        string spec = Path.Combine(Folder, "kernel.json");
        JsonNode edited = JsonNode.Parse(File.ReadAllText(spec))!;
        edited["display_name"] = "My C#";
        File.WriteAllText(spec, edited.ToJsonString());

        Assert.Equal(0, Installer.Install(null, "csharp", replace: false));
        Assert.Contains("My C#", File.ReadAllText(spec + ".edited"));
        File.WriteAllText(spec, edited.ToJsonString());
        Assert.Equal(0, Installer.Uninstall(null, "csharp"));

        Assert.False(File.Exists(spec));
        Assert.Contains("My C#", File.ReadAllText(spec + ".edited-2"));
        Assert.Contains($"was edited since it was installed, and is kept as {spec}.edited-2.", _error.ToString());
    }

    [Fact]
    public void An_installation_from_before_there_was_a_list_goes_whole()
    {
        Installer.Install(null, "csharp", replace: false);
        File.Delete(Path.Combine(Folder, InstalledFiles.ListName));

        Assert.Equal(0, Installer.Uninstall(null, "csharp"));
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public void A_spec_that_only_carries_the_mark_is_not_lost()
    {
        string spec = Path.Combine(Folder, "kernel.json");
        const string foreign = """{"argv":["python"],"display_name":"Mine","language":"python","metadata":{"notebookkit":{"version":"1.0.0"}}}""";
        Write(spec, foreign);

        Installer.Uninstall(null, "csharp");

        Assert.Equal(foreign, File.ReadAllText(spec + ".edited"));
    }

    [Fact]
    public void A_list_of_strangers_removes_nothing()
    {
        Installer.Install(null, "csharp", replace: false);
        string outside = Path.Combine(_home, "precious.txt");
        Write(outside, "precious");
        Write(Path.Combine(Folder, InstalledFiles.ListName), """{"../../../../../precious.txt":"sha256:00"}""");

        Installer.Uninstall(null, "csharp");

        Assert.Equal("precious", File.ReadAllText(outside));
        Assert.Equal([InstalledFiles.ListName], Directory.GetFiles(Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_folder_that_is_a_link_is_neither_written_nor_emptied()
    {
        string elsewhere = Path.Combine(_home, "elsewhere");
        Write(Path.Combine(elsewhere, "kernel.json"), KernelSpec.Json(new KernelLauncher(["notebookkit"], null)));
        Directory.CreateDirectory(Path.GetDirectoryName(Folder)!);
        Directory.CreateSymbolicLink(Folder, elsewhere);

        Assert.Equal(1, Installer.Install(null, "csharp", replace: true));
        Assert.Equal(1, Installer.Uninstall(null, "csharp"));

        Assert.Equal(["kernel.json"], Directory.GetFiles(elsewhere).Select(Path.GetFileName));
        Assert.Contains($"{Folder} is a symbolic link", _error.ToString());
    }

    [Theory]
    [InlineData("logo-32x32.png", 0)]
    [InlineData("kernel.json", 0)]
    [InlineData(InstalledFiles.ListName, 1)]
    public void A_link_in_the_folder_is_not_written_through(string name, int expected)
    {
        string outside = Path.Combine(_home, "precious.txt");
        Write(outside, "precious");
        Directory.CreateDirectory(Folder);
        File.CreateSymbolicLink(Path.Combine(Folder, name), outside);

        Assert.Equal(expected, Installer.Install(null, "csharp", replace: true));
        Installer.Uninstall(null, "csharp");

        Assert.Equal("precious", File.ReadAllText(outside));
    }

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"metadata\":{\"notebookkit\":{\"version\":\"\\ud800\"}}}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("[]")]
    [InlineData("{\"argv\":5,\"metadata\":[]}")]
    [InlineData("\0")]
    [InlineData("")]
    public void A_kernel_json_that_cannot_be_read_is_another_programs(string content)
    {
        Write(Path.Combine(Folder, "kernel.json"), content);

        Assert.Equal(1, Installer.Install(null, "csharp", replace: false));
        Assert.Equal(1, Installer.Uninstall(null, "csharp"));
        Assert.Equal(content, File.ReadAllText(Path.Combine(Folder, "kernel.json")));
    }

    [Fact]
    public void A_pipe_in_place_of_a_file_is_not_waited_for()
    {
        Directory.CreateDirectory(Folder);
        Process.Start("mkfifo", [Path.Combine(Folder, "kernel.json")]).WaitForExit();

        Assert.Equal(1, Installer.Install(null, "csharp", replace: false));
        Assert.Equal(1, Installer.Uninstall(null, "csharp"));
    }

    [Fact]
    public void What_was_put_aside_before_is_not_overwritten()
    {
        Write(Path.Combine(Folder, "kernel.json"), "{}");
        string moved = Path.Combine(Data, "kernels-moved", "csharp-before-notebookkit", "kernel.json");
        Write(moved, "earlier");

        Assert.Equal(1, Installer.Install(null, "csharp", replace: true));

        Assert.Equal("earlier", File.ReadAllText(moved));
        Assert.Equal("{}", File.ReadAllText(Path.Combine(Folder, "kernel.json")));
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);

    private static void Write(string file, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }
}
