using System.Text.Json.Nodes;
using NotebookKit.Tool.Jupyter.Install;

namespace NotebookKit.Tool.Tests.Jupyter.Install;

public sealed class KernelSpecInstallerTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("jupyter-home").FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    private string Folder => Path.Combine(_home, ".local", "share", "jupyter", "kernels", ".net-csharp");

    private KernelSpecInstaller Installer => new(
        new JupyterPaths(_ => null, JupyterPlatform.Linux, _home),
        new KernelLauncher(["/opt/tools/notebookkit"], "/opt/dotnet"), _output, _error);

    [Fact]
    public void The_kernelspec_says_how_to_start_and_interrupt_the_kernel()
    {
        Assert.Equal(0, Installer.Install(null, ".net-csharp", replace: false));

        var expected = JsonNode.Parse($$"""
            {
              "argv": ["/opt/tools/notebookkit", "kernel", "--connection-file", "{connection_file}"],
              "display_name": ".NET (C#)",
              "language": "C#",
              "interrupt_mode": "message",
              "metadata": { "debugger": false, "notebookkit": { "version": "{{KernelSpec.Version}}" } },
              "env": { "DOTNET_ROOT": "/opt/dotnet" }
            }
            """);
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "kernel.json")))));
        Assert.Equal(
            $"Installed the kernel '.net-csharp' (.NET (C#)) in {Folder}.{Environment.NewLine}It starts "
                + $"/opt/tools/notebookkit.{Environment.NewLine}",
            _output.ToString());
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public void A_limit_of_outputs_goes_into_the_kernels_command_line()
    {
        string spec = KernelSpec.Json(new KernelLauncher(["notebookkit"], null) { OutputLimit = 50 });

        Assert.Equal(
            """["notebookkit","kernel","--output-limit","50","--connection-file","{connection_file}"]""",
            JsonNode.Parse(spec)!["argv"]!.ToJsonString());
    }

    [Theory]
    [InlineData("logo-32x32.png", 32)]
    [InlineData("logo-64x64.png", 64)]
    public void The_logos_have_the_size_that_their_name_says(string name, int size)
    {
        Installer.Install(null, ".net-csharp", replace: false);

        byte[] png = File.ReadAllBytes(Path.Combine(Folder, name));
        Assert.Equal("PNG"u8.ToArray(), png[1..4]);
        Assert.Equal([0, 0, 0, (byte)size, 0, 0, 0, (byte)size], png[16..24]);
    }

    [Fact]
    public void Installing_again_renews()
    {
        Installer.Install(null, ".net-csharp", replace: false);

        Assert.Equal(0, Installer.Install(null, ".net-csharp", replace: false));
        Assert.Contains("Renewed the kernel '.net-csharp'", _output.ToString());
    }

    [Fact]
    public void Uninstalling_takes_it_away_again()
    {
        Installer.Install(null, ".net-csharp", replace: false);

        Assert.Equal(0, Installer.Uninstall(null, ".net-csharp"));
        Assert.False(Directory.Exists(Folder));
        Assert.Contains($"Removed the kernel '.net-csharp' from {Folder}.", _output.ToString());
        Assert.Equal(1, Installer.Uninstall(null, ".net-csharp"));
        Assert.Contains($"There is no kernel '.net-csharp' in {Folder}. Nothing was changed.", _error.ToString());
    }

    [Fact]
    public void The_kernel_of_NET_Interactive_is_not_overwritten_and_ways_out_are_named()
    {
        string before = PutDotnetInteractive(Folder);

        Assert.Equal(1, Installer.Install(null, ".net-csharp", replace: false));

        Assert.Equal(before, File.ReadAllText(Path.Combine(Folder, "kernel.json")));
        Assert.Contains("Warning: '.net-csharp' is already .NET Interactive's kernel", _error.ToString());
        Assert.Contains("--name .net-csharp-notebookkit", _error.ToString());
        Assert.Contains("--replace", _error.ToString());
    }

    [Fact]
    public void Replacing_keeps_the_other_and_uninstalling_brings_it_back()
    {
        string before = PutDotnetInteractive(Folder);

        Assert.Equal(0, Installer.Install(null, ".net-csharp", replace: true));
        Assert.Equal(KernelSpecOwner.NotebookKit, KernelSpec.Owner(Folder));
        Assert.Equal([Folder], Directory.GetDirectories(Path.GetDirectoryName(Folder)!));

        Assert.Equal(0, Installer.Uninstall(null, ".net-csharp"));
        Assert.Equal(before, File.ReadAllText(Path.Combine(Folder, "kernel.json")));
        Assert.Contains("Brought back what was there before, .NET Interactive's kernel.", _output.ToString());
    }

    [Fact]
    public void Another_programs_kernel_is_not_uninstalled()
    {
        PutDotnetInteractive(Folder);

        Assert.Equal(1, Installer.Uninstall(null, ".net-csharp"));
        Assert.Contains("is .NET Interactive's kernel, not this program's", _error.ToString());
        Assert.True(Directory.Exists(Folder));
    }

    [Fact]
    public void A_prefix_gets_it_below_share()
    {
        Assert.Equal(0, Installer.Install(Path.Combine(_home, "venv"), "csharp", replace: false));

        Assert.True(File.Exists(Path.Combine(_home, "venv", "share", "jupyter", "kernels", "csharp", "kernel.json")));
    }

    [Fact]
    public void A_kernel_that_would_be_hidden_is_warned_about()
    {
        PutDotnetInteractive(Folder);

        Assert.Equal(0, Installer.Install(Path.Combine(_home, "venv"), ".net-csharp", replace: false));
        Assert.Contains(
            $"Warning: .NET Interactive's kernel of the same name in {Folder} may be found first and hide this one.", _error.ToString());
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named_with_the_remedy()
    {
        string file = Path.Combine(_home, "file");
        File.WriteAllText(file, "");

        Assert.Equal(1, Installer.Install(file, ".net-csharp", replace: false));
        Assert.Contains("cannot be changed: ", _error.ToString());
        Assert.Contains("Choose a folder that is yours: --user, or --prefix DIR.", _error.ToString());
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);

    private static string PutDotnetInteractive(string folder)
    {
        const string spec = """{"argv":["dotnet","interactive","jupyter","--default-kernel","csharp","{connection_file}"],"display_name":".NET (C#)","language":"C#"}""";
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "kernel.json"), spec);
        return spec;
    }
}
