using NotebookKit.Shared;

namespace NotebookKit.Tool.Jupyter.Install;

/// <summary>
/// The folders in which Jupyter and VS Code look for kernels, as <c>jupyter --paths</c> lists them.
/// </summary>
/// <param name="variable">Reads an environment variable.</param>
/// <param name="platform">Which conventions hold.</param>
/// <param name="home">The user's home folder; null where there is none.</param>
internal sealed class JupyterPaths(Func<string, string?> variable, JupyterPlatform platform, string? home)
{
    /// <summary>The paths of this machine and user.</summary>
    public static JupyterPaths Here { get; } = new(
        Environment.GetEnvironmentVariable,
        OperatingSystem.IsWindows() ? JupyterPlatform.Windows : OperatingSystem.IsMacOS() ? JupyterPlatform.MacOS : JupyterPlatform.Linux,
        UserFolders.Home);

    /// <summary>The user's own data folder, <c>jupyter --data-dir</c>; null where it would be in a home folder and there is none.</summary>
    public string? UserData => Given("JUPYTER_DATA_DIR") ?? platform switch
    {
        JupyterPlatform.Windows => Below(Given("APPDATA") ?? Below(home, "AppData", "Roaming"), "jupyter"),
        JupyterPlatform.MacOS => Below(home, "Library", "Jupyter"),
        _ => Below(Given("XDG_DATA_HOME") ?? Below(home, ".local", "share"), "jupyter"),
    };

    /// <summary>The data folder of an installation prefix, such as a virtual environment or <c>/usr/local</c>.</summary>
    public static string PrefixData(string prefix) => Path.Combine(Path.GetFullPath(prefix), "share", "jupyter");

    /// <summary>Every data folder that is searched, in the order in which the first match wins.</summary>
    public IReadOnlyList<string> Search =>
    [
        .. (Given("JUPYTER_PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        .. new[] { UserData }.OfType<string>(),
        .. new[] { "VIRTUAL_ENV", "CONDA_PREFIX" }.Select(Given).OfType<string>().Select(PrefixData),
        .. platform == JupyterPlatform.Windows
            ? (string[])[Path.Combine(Given("PROGRAMDATA") ?? @"C:\ProgramData", "jupyter")]
            : ["/usr/local/share/jupyter", "/usr/share/jupyter"],
    ];

    private static string? Below(string? folder, params ReadOnlySpan<string> parts) =>
        folder is null ? null : Path.Combine([folder, .. parts]);

    private string? Given(string name) => variable(name) is { Length: > 0 } value ? value : null;
}

/// <summary>Which operating system's conventions hold.</summary>
internal enum JupyterPlatform
{
    Linux,
    MacOS,
    Windows,
}
