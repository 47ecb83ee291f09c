using System.Reflection;
using System.Runtime.InteropServices;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Tool.Jupyter.Install;

/// <summary>How a front end starts this very program: by absolute paths, because VS Code does not search PATH.</summary>
/// <param name="Arguments">The command line before <c>kernel</c>.</param>
/// <param name="DotnetRoot">Where .NET lies, when the program would not find it by itself; otherwise null.</param>
internal sealed record KernelLauncher(IReadOnlyList<string> Arguments, string? DotnetRoot)
{
    /// <summary>The megabytes that a cell may show, when they are not the default.</summary>
    public int? OutputLimit { get; init; }

    /// <summary>The running program.</summary>
    public static KernelLauncher Here() => Create(
        Environment.ProcessPath ?? throw new InvalidOperationException("The path of the running program is unknown."),
        Assembly.GetExecutingAssembly().Location,
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")),
        DefaultRoots());

    /// <summary>
    /// A program of its own (built or installed as a tool) is named directly and finds .NET in the default places or by
    /// DOTNET_ROOT; one started by <c>dotnet FILE.dll</c> is started that way again.
    /// </summary>
    internal static KernelLauncher Create(string processPath, string assembly, string runtimeRoot, IEnumerable<string> defaultRoots)
    {
        string name = Path.GetFileNameWithoutExtension(processPath);
        if (name.Equals("dotnet", StringComparison.OrdinalIgnoreCase))
        {
            return new KernelLauncher([processPath, assembly], null);
        }
        string root = RealPath.Of(runtimeRoot);
        bool found = defaultRoots.Any(standard => RealPath.Of(standard) == root);
        return new KernelLauncher([processPath], found ? null : Path.TrimEndingDirectorySeparator(runtimeRoot));
    }

    /// <summary>Where a .NET program looks without DOTNET_ROOT.</summary>
    private static IEnumerable<string> DefaultRoots()
    {
        if (OperatingSystem.IsWindows())
        {
            return [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "dotnet")];
        }
        string architecture = RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();
        string? registered =
            new[] { $"/etc/dotnet/install_location_{architecture}", "/etc/dotnet/install_location" }.FirstOrDefault(File.Exists);
        if (registered is not null)
        {
            return [File.ReadAllText(registered).Trim()];
        }
        return OperatingSystem.IsMacOS() ? ["/usr/local/share/dotnet"] : ["/usr/share/dotnet", "/usr/lib/dotnet"];
    }
}
