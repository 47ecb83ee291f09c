using System.Diagnostics;
using NotebookKit.Tool.Tests.Jupyter.Kernel;

namespace NotebookKit.Tool.Tests.Jupyter.Peers;

/// <summary>The kernelspec, installed by the command itself in a folder of its own, so that nothing of the machine's Jupyter is
/// touched.</summary>
public sealed class InstalledKernel : IDisposable
{
    /// <summary>The kernel's name.</summary>
    internal const string Name = ".net-csharp";

    private readonly string _folder = Directory.CreateTempSubdirectory("jupyter").FullName;

    public InstalledKernel()
    {
        var start = new ProcessStartInfo("dotnet", [KernelProcess.Program, "jupyter", "install"]) { RedirectStandardOutput = true };
        foreach ((string name, string value) in Environment)
        {
            start.Environment[name] = value;
        }
        using Process command = Process.Start(start)!;
        string output = command.StandardOutput.ReadToEnd();
        command.WaitForExit();
        Assert.True(command.ExitCode == 0, output);
    }

    /// <summary>The variables by which Jupyter finds the kernel and keeps its own files apart.</summary>
    internal IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["JUPYTER_DATA_DIR"] = Path.Combine(_folder, "data"),
        ["JUPYTER_CONFIG_DIR"] = Path.Combine(_folder, "config"),
        ["JUPYTER_RUNTIME_DIR"] = Path.Combine(_folder, "runtime"),
        ["IPYTHONDIR"] = Path.Combine(_folder, "ipython"),
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
