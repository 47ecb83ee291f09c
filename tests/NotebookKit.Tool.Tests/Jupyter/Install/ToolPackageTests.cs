using System.Diagnostics;
using System.Reflection;
using System.Reflection.PortableExecutable;
using System.Text.Json.Nodes;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tool.Tests.Jupyter.Install;

/// <summary>
/// The command as a .NET tool: packed, installed from the folder, and used from there. Packing builds it once more where the other
/// tests start it from: one that starts in that moment finds half a file of settings, and ends with code 147.
/// </summary>
[Collection("packing the command"), CollectionDefinition("packing the command", DisableParallelization = true)]
public sealed class ToolPackageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tool").FullName;

    [Trait("Category", "Endurance")]
    [Fact]
    public void The_packed_tool_installs_and_its_kernelspec_starts_that_tool()
    {
        string data = Path.Combine(_folder, "jupyter");
        Pack("--no-build");
        string command = Install();
        string output = Run(command, "jupyter", "install", "--prefix", data);

        JsonNode spec = JsonNode.Parse(File.ReadAllText(Path.Combine(data, "share", "jupyter", "kernels", ".net-csharp", "kernel.json")))!;
        Assert.Equal(
            [command, "kernel", "--connection-file", "{connection_file}"], spec["argv"]!.AsArray().Select(argument => (string)argument!));
        Assert.Contains("Installed the kernel '.net-csharp'", output);
        Assert.Contains("--connection-file", Run(command, "kernel", "--help"));
        Assert.Contains("Removed the kernel '.net-csharp'", Run(command, "jupyter", "uninstall", "--prefix", data));
    }

    [Fact]
    [Trait("Category", "Endurance")]
    public void The_package_for_this_system_is_compiled_ahead_of_time_and_another_serves_every_system()
    {
        Assert.DoesNotContain("The package feed lacks", Pack());
        Assert.Equal(3, Directory.GetFiles(_folder, "*.nupkg").Length);
        Assert.Single(Directory.GetFiles(_folder, "NotebookKit.Tool.any.*.nupkg"));

        string command = Install();
        foreach (string library in (string[])[
            "NotebookKit.Tool", "NotebookKit.Notebooks", "Microsoft.CodeAnalysis.CSharp", "Microsoft.DotNet.Interactive"])
        {
            Assert.True(IsCompiledAheadOfTime(library), $"{library} is not compiled ahead of time.");
        }

        AssertRuns(command);
    }

    /// <summary>As on a machine whose package feed has no compiler, or none for its system.</summary>
    [Fact]
    [Trait("Category", "Endurance")]
    public void Without_an_ahead_of_time_compiler_the_tool_packs_installs_and_runs_all_the_same()
    {
        Assert.Contains("The package feed lacks what compiling for beos-x64 ahead of time needs", Pack("-p:AheadOfTimeSystems=beos-x64"));

        string command = Install();
        Assert.False(IsCompiledAheadOfTime("Microsoft.CodeAnalysis.CSharp"));
        AssertRuns(command);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Packs the tool as it was built for these tests, or builds what packing it needs beside that.</summary>
    private string Pack(params string[] arguments)
    {
        string configuration = typeof(ToolPackageTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        string project = Path.Combine(Repository.Root, "lib", "NotebookKit.Tool");
        string output = Run("dotnet", ["pack", project, "-c", configuration, "-o", _folder, "-nodeReuse:false", .. arguments]);
        string built = Path.Combine(project, "bin", OperatingSystem.IsWindows() ? "NotebookKit.Tool.exe" : "NotebookKit.Tool");
        Assert.True(File.Exists(built), $"Packing has removed the checkout's own command, {built}.");
        return output;
    }

    /// <summary>Installs it with only the folder as a source: the package must bring everything it needs.</summary>
    private string Install()
    {
        string config = Path.Combine(_folder, "nuget.config");
        File.WriteAllText(
            config, "<configuration><packageSources><clear /><add key=\"here\" value=\".\" /></packageSources></configuration>");
        Run("dotnet", "tool", "install", "NotebookKit.Tool", "--prerelease", "--tool-path", Tools, "--configfile", config);
        return Path.Combine(Tools, OperatingSystem.IsWindows() ? "notebookkit.exe" : "notebookkit");
    }

    private string Tools => Path.Combine(_folder, "tools");

    /// <summary>Whether an installed library holds machine code: the header that only such a file has.</summary>
    private bool IsCompiledAheadOfTime(string library)
    {
        string file = Directory.GetFiles(Tools, library + ".dll", SearchOption.AllDirectories).Single();
        using var reader = new PEReader(File.OpenRead(file));
        return reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }

    private void AssertRuns(string command)
    {
        string notebook = Path.Combine(_folder, "a.dib");
        File.WriteAllText(notebook, "#!csharp\n\n1 + 1\n");
        Assert.Contains("1 passed, 0 failed", Run(command, "test", notebook));
    }

    private static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // A test host may run inside another dotnet command, whose settings are not for this one.
        start.Environment.Remove("MSBUILD_EXE_PATH");
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}:\n{output}{error.Result}");
        return output;
    }
}
