namespace NotebookKit.Shared;

/// <summary>
/// The folders of the user who runs this process. They are what the system's own tools take them for: <c>HOME</c> as it stands,
/// whether the folder is there or not. .NET's own call answers with an empty text for a folder that is not there, and what is
/// combined with that lies in the working folder.
/// </summary>
internal static class UserFolders
{
    /// <summary>What to say where <see cref="Home"/> is null; ends without a remedy.</summary>
    public static string NoHome => Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } given
        ? $"HOME is '{given}', where the full path of a folder was expected."
        : "HOME is not set, and the system knows no home folder of this user.";

    /// <summary>The user's home folder, which need not exist; null where there is none.</summary>
    public static string? Home => HomeOf(
        OperatingSystem.IsWindows() ? null : Environment.GetEnvironmentVariable("HOME"),
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify));

    /// <summary>Where this user's packages lie when no setting says otherwise; null where there is no home folder.</summary>
    public static string? Packages => Home is { } home ? Path.Combine(home, ".nuget", "packages") : null;

    /// <summary>
    /// A folder of the kit's for what can be made again. Where there is no home folder, it is one among the temporary files: a user
    /// without a home, as services are, works with a cache all the same.
    /// </summary>
    /// <param name="name">What it holds.</param>
    public static string Cache(string name) =>
        Path.Combine(CacheOf(Environment.GetEnvironmentVariable("XDG_CACHE_HOME"), Home), "notebookkit", name);

    /// <summary>The user's local application data, or the temporary files where there is no home folder.</summary>
    public static string LocalData =>
        (OperatingSystem.IsWindows() ? null : Given("XDG_DATA_HOME")) is not null || Directory.Exists(Home)
            ? Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify)
            : Path.GetTempPath();

    /// <summary>As <see cref="Home"/>.</summary>
    /// <param name="variable">What <c>HOME</c> says; null on a system without it.</param>
    /// <param name="system">What the system says: the root folder, when it knows of none.</param>
    internal static string? HomeOf(string? variable, string system)
    {
        if (variable is { Length: > 0 })
        {
            return Path.IsPathFullyQualified(variable) ? variable : null;
        }

        return Path.IsPathFullyQualified(system) && Path.GetPathRoot(system) != system ? system : null;
    }

    /// <summary>As <see cref="Cache"/>, without the kit's part.</summary>
    /// <param name="variable">What <c>XDG_CACHE_HOME</c> says.</param>
    /// <param name="home">The home folder.</param>
    internal static string CacheOf(string? variable, string? home) =>
        variable is { Length: > 0 } && Path.IsPathFullyQualified(variable) ? variable
            : Directory.Exists(home) ? Path.Combine(home, ".cache")
            : Path.GetTempPath();

    private static string? Given(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } given && Path.IsPathFullyQualified(given) ? given : null;
}
