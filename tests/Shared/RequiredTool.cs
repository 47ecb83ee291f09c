using System.Collections.Concurrent;
using System.Diagnostics;

namespace NotebookKit.Tests.Shared;

/// <summary>
/// The programs from outside the .NET SDK that some tests need: Chromium, and Debian's Python with Jupyter's packages.
/// Where <c>NOTEBOOKKIT_TOOLS=required</c> is set (<c>.ci/run</c> sets it) a missing tool fails the test. On a machine
/// with only the SDK the test is reported as skipped, and the reason is the apt-get line that brings the tool.
/// </summary>
internal static class RequiredTool
{
    private const string Switch = "NOTEBOOKKIT_TOOLS";
    private const string DebianPython = "/usr/bin/python3";

    private static readonly ConcurrentDictionary<string, bool> s_modules = new();

    /// <summary>Whether this run may leave nothing out.</summary>
    public static bool AreRequired => Environment.GetEnvironmentVariable(Switch) == "required";

    /// <summary>The path of Chromium's executable.</summary>
    public static string Chromium() => Executable("chromium", "chromium");

    /// <summary>The path of an executable from PATH, which <paramref name="aptPackage"/> brings.</summary>
    public static string Executable(string name, string aptPackage)
    {
        string? found = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append("/usr/bin")
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
        return found ?? Missing(name, [aptPackage]);
    }

    /// <summary>The path of .NET Interactive itself, which <c>dotnet tool install</c> brings.</summary>
    public static string DotNetInteractive()
    {
        string file = OperatingSystem.IsWindows() ? "dotnet-interactive.exe" : "dotnet-interactive";
        string home = Environment.GetFolderPath(
            Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append(Path.Combine(home, ".dotnet", "tools")).Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists)
            ?? Missing(
                "dotnet-interactive is not on this machine. Run: dotnet tool install -g Microsoft.dotnet-interactive --version 1.0.712001");
    }

    /// <summary>
    /// The path of Debian's Python, once every module named is importable. Another Python on PATH would not see
    /// Debian's packages, so this one is asked for by its full path.
    /// </summary>
    public static string Python(params (string Module, string AptPackage)[] modules)
    {
        if (!File.Exists(DebianPython))
        {
            return Missing(DebianPython, ["python3", .. modules.Select(m => m.AptPackage)]);
        }
        var absent = modules.Where(m => !s_modules.GetOrAdd(m.Module, IsImportable)).ToList();
        return absent.Count == 0
            ? DebianPython
            : Missing("Python module " + string.Join(", ", absent.Select(m => m.Module)), absent.Select(m => m.AptPackage));
    }

    private static bool IsImportable(string module)
    {
        using Process python = Process.Start(new ProcessStartInfo(DebianPython, ["-c", "import " + module])
        {
            RedirectStandardError = true,
        })!;
        python.StandardError.ReadToEnd();
        python.WaitForExit();
        return python.ExitCode == 0;
    }

    private static string Missing(string what, IEnumerable<string> aptPackages) => Missing(
        $"{what} is not on this machine. Run: sudo apt-get install --no-install-recommends {string.Join(' ', aptPackages.Distinct())}");

    private static string Missing(string text)
    {
        if (AreRequired)
        {
            Assert.Fail($"{text} (this run has {Switch}=required, so the test may not be left out)");
        }
        Assert.Skip($"{text} (set {Switch}=required to make its absence a failure)");
        return text;
    }
}
