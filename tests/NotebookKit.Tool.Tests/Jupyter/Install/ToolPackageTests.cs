using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;

namespace NotebookKit.Tool.Tests.Jupyter.Install;

/// <summary>The command as a .NET tool: packed, installed from the folder, and used from there.</summary>
public sealed class ToolPackageTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tool").FullName;

    [Fact]
    public void The_packed_tool_installs_and_its_kernelspec_starts_that_tool()
    {
        string configuration = typeof(ToolPackageTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        string tools = Path.Combine(folder, "tools"), data = Path.Combine(folder, "jupyter");
        // Only this folder as a source: the package must bring everything it needs.
        string config = Path.Combine(folder, "nuget.config");
        File.WriteAllText(config, "<configuration><packageSources><clear /><add key=\"here\" value=\".\" /></packageSources></configuration>");

        Run("dotnet", "pack", Path.Combine(Repository.Root, "lib", "NotebookKit.Tool"), "--no-build", "-c", configuration, "-o", folder);
        Run("dotnet", "tool", "install", "NotebookKit.Tool", "--prerelease", "--tool-path", tools, "--configfile", config);
        string command = Path.Combine(tools, OperatingSystem.IsWindows() ? "notebookkit.exe" : "notebookkit");
        string output = Run(command, "jupyter", "install", "--prefix", data);

        var spec = JsonNode.Parse(File.ReadAllText(Path.Combine(data, "share", "jupyter", "kernels", ".net-csharp", "kernel.json")))!;
        Assert.Equal([command, "kernel", "--connection-file", "{connection_file}"], spec["argv"]!.AsArray().Select(argument => (string)argument!));
        Assert.Contains("Installed the kernel '.net-csharp'", output);
        Assert.Contains("--connection-file", Run(command, "kernel", "--help"));
        Assert.Contains("Removed the kernel '.net-csharp'", Run(command, "jupyter", "uninstall", "--prefix", data));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // A test host may run inside another dotnet command, whose settings are not for this one.
        start.Environment.Remove("MSBUILD_EXE_PATH");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}:\n{output}{error.Result}");
        return output;
    }
}
