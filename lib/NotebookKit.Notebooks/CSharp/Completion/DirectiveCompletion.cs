using NotebookKit.Notebooks.Session;
using NotebookKit.Shared;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>Completion in directive lines: the directives' names, paths of files, names and versions of packages.</summary>
internal sealed class DirectiveCompletion(string workingDirectory, DirectiveNames directives)
{
    private const string PackagePrefix = "nuget:";

    /// <summary>The choices, or <c>null</c> when the position is in no directive.</summary>
    public CompletionList? Complete(string code, int position)
    {
        int lineStart = position == 0 ? 0 : code.LastIndexOf('\n', position - 1) + 1;
        string line = code[lineStart..position];
        int quote = line.IndexOf('"', StringComparison.Ordinal);
        return !line.StartsWith('#') ? null
            : line.StartsWith("#!import ", StringComparison.Ordinal)
                ? Files(line, "#!import ".Length, position, [".ipynb", ".dib", ".cs", ".csx"])
            : line.StartsWith("#!", StringComparison.Ordinal)
                ? line.Contains(' ', StringComparison.Ordinal) ? None(position) : Names(line, position)
            : quote < 0
                ? "#r".StartsWith(line, StringComparison.Ordinal) || "#load".StartsWith(line, StringComparison.Ordinal)
                    ? Names(line, position)
                    : null
            : line.LastIndexOf('"') > quote ? None(position)
            : line.StartsWith("#load", StringComparison.Ordinal) ? Files(line, quote + 1, position, [".csx", ".cs"])
            : !line.StartsWith("#r", StringComparison.Ordinal) ? null
            : line[(quote + 1)..].TrimStart().StartsWith(PackagePrefix, StringComparison.OrdinalIgnoreCase)
                ? Packages(line, position)
            : Files(line, quote + 1, position, [".dll"]);
    }

    private static CompletionList None(int position) => new(position, position, []);

    private CompletionList Names(string line, int position) => new(
        position - line.Length, position,
        [.. directives.All.Select(directive => new CompletionChoice(directive.Name, "directive", directive.Description))
            .Where(choice => choice.Text.StartsWith(line, StringComparison.OrdinalIgnoreCase))]);

    private CompletionList Files(string line, int from, int position, string[] extensions)
    {
        string written = line[from..].TrimStart('"');
        int cut = written.LastIndexOfAny(['/', '\\']) + 1;
        string begun = written[cut..];
        int start = position - begun.Length;
        try
        {
            string folder = Path.GetFullPath(written[..cut], workingDirectory);
            if (!Directory.Exists(folder))
            {
                return None(position);
            }
            IEnumerable<string> folders = Directory.GetDirectories(folder).Select(path => Path.GetFileName(path) + "/");
            IEnumerable<string> files = Directory.GetFiles(folder)
                .Where(path => extensions.Contains(Path.GetExtension(path).ToLowerInvariant())).Select(path => Path.GetFileName(path));
            return new CompletionList(start, position,
                [.. files.Order(StringComparer.OrdinalIgnoreCase).Concat(folders.Order(StringComparer.OrdinalIgnoreCase))
                    .Where(name => name.StartsWith(begun, StringComparison.OrdinalIgnoreCase)
                        && (begun.StartsWith('.') || !name.StartsWith('.')))
                    .Select(name => new CompletionChoice(name, "file", ""))]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A folder that cannot be read offers nothing.
            return None(position);
        }
    }

    /// <summary>Packages that this machine has already; asking the sources would take seconds.</summary>
    private static CompletionList Packages(string line, int position)
    {
        string written = line[(line.IndexOf(PackagePrefix, StringComparison.OrdinalIgnoreCase) + PackagePrefix.Length)..];
        int comma = written.IndexOf(',', StringComparison.Ordinal);
        string begun = (comma < 0 ? written : written[(comma + 1)..]).TrimStart();
        string? root = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } given ? given : UserFolders.Packages;
        string? folder = comma < 0 || root is null ? root : Path.Combine(root, written[..comma].Trim().ToLowerInvariant());
        if (!Directory.Exists(folder))
        {
            return None(position);
        }
        return new CompletionList(position - begun.Length, position,
            [.. Directory.GetDirectories(folder).Select(path => Path.GetFileName(path))
                .Where(name => name.StartsWith(begun, StringComparison.OrdinalIgnoreCase))
                .Order(StringComparer.OrdinalIgnoreCase).Select(name => new CompletionChoice(name, "package", ""))]);
    }
}
