using System.Text.Json;
using System.Text.Json.Nodes;
using NotebookKit.Shared;

namespace NotebookKit.Notebooks.Running.Original;

/// <summary>The command that starts .NET Interactive itself, the tool <c>dotnet-interactive</c>.</summary>
/// <param name="FileName">The program.</param>
/// <param name="Arguments">Its arguments before those that say how to serve a notebook.</param>
/// <param name="Folder">Where to start it; null for the notebook's folder, in which its cells run in any case.</param>
public sealed record OriginalCommand(string FileName, IReadOnlyList<string> Arguments, string? Folder = null)
{
    /// <summary>How to install it, as a sentence.</summary>
    public const string HowToInstall =
        "Install it with: dotnet tool install -g Microsoft.dotnet-interactive --version " + TestedVersion + ".";

    /// <summary>The version that this runner is tested with, the last there is.</summary>
    public const string TestedVersion = "1.0.712001";

    private const string Name = "dotnet-interactive";
    private const string Package = "microsoft.dotnet-interactive";

    /// <summary>How long it may take to say that it is ready.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>
    /// Looks for the tool where <c>dotnet tool install</c> puts it: on PATH, among the user's global tools, and in a tool manifest
    /// (<c>.config/dotnet-tools.json</c>) of a folder or of those around it.
    /// </summary>
    /// <param name="folder">The folder, such as the working directory.</param>
    /// <returns>Null when it is nowhere.</returns>
    public static OriginalCommand? Find(string folder) => Find(
        folder, Environment.GetEnvironmentVariable("PATH") ?? "", UserFolders.Home);

    /// <summary>As the other, with the machine's PATH and the user's folder.</summary>
    internal static OriginalCommand? Find(string folder, string path, string? home)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string file = OperatingSystem.IsWindows() ? Name + ".exe" : Name;
        string? found = path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(home is null ? [] : [Path.Combine(home, ".dotnet", "tools")])
            .Select(place => Path.Combine(place, file)).FirstOrDefault(File.Exists);
        if (found is not null)
        {
            return new OriginalCommand(Path.GetFullPath(found), []);
        }

        for (var at = new DirectoryInfo(Path.GetFullPath(folder)); at is not null; at = at.Parent)
        {
            if (new[] { Path.Combine(at.FullName, ".config", "dotnet-tools.json"), Path.Combine(at.FullName, "dotnet-tools.json") }
                .Any(HasTool))
            {
                return new OriginalCommand("dotnet", ["tool", "run", Name, "--"], at.FullName);
            }
        }

        return null;
    }

    /// <summary>The arguments that serve a notebook, as VS Code gives them.</summary>
    /// <param name="folder">The notebook's folder.</param>
    internal IEnumerable<string> ArgumentsFor(string folder) =>
        [.. Arguments, "[vscode]", "stdio", "--default-kernel", "csharp", "--working-dir", folder];

    private static bool HasTool(string manifest)
    {
        try
        {
            return File.Exists(manifest)
                && JsonNode.Parse(File.ReadAllText(manifest)) is JsonObject root && root["tools"] is JsonObject tools
                && tools.Any(tool => tool.Key.Equals(Package, StringComparison.OrdinalIgnoreCase));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            // Not one that dotnet could read.
            return false;
        }
    }
}
