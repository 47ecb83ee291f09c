using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Export;

/// <summary>
/// The scripts that may run on the pages: a file <c>scripts.txt</c> beside the notebooks, by which the site's author vouches for
/// the exact text of each with its hash, as a Content-Security-Policy writes it. No list, no script.
/// </summary>
internal sealed partial class ScriptList
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "scripts.txt";

    private readonly HashSet<string> _hashes = new(StringComparer.Ordinal);

    /// <summary>The hash of a script's text, such as <c>sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=</c>.</summary>
    public static string Hash(string script) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));

    /// <summary>Whether a script is on the list.</summary>
    public bool Allows(string hash) => _hashes.Contains(hash);

    /// <summary>Adds the list of a folder, where there is one.</summary>
    /// <returns>What is wrong with it.</returns>
    public IEnumerable<SiteProblem> Add(string folder)
    {
        string file = Path.Combine(folder, FileName);
        if (FileKinds.Of(file, followLinks: false) == FileKind.None)
        {
            return [];
        }
        try
        {
            return RealPath.IsInside(file, folder)
                ? Read(Encoding.UTF8.GetString(RegularFile.Read(file)), file)
                : [new SiteProblem(file, null, "the list is a link to a file outside the folder, and was not read.")];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [new SiteProblem(file, null, $"the list cannot be read. {error.Message}")];
        }
    }

    /// <summary>Adds what a list says: a hash a line, what follows it or a <c>#</c> being a comment.</summary>
    internal IReadOnlyList<SiteProblem> Read(string text, string file)
    {
        var problems = new List<SiteProblem>();
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim('\ufeff', ' ', '\t', '\r');
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }
            if (Line().Match(line) is { Success: true } match)
            {
                _hashes.Add(match.Groups[1].Value);
            }
            else
            {
                problems.Add(new SiteProblem(
                    file, $"line {i + 1}", $"expected the hash of a script, such as {Hash("")}, found {Shortened.Of(line)}."));
            }
        }

        return problems;
    }

    [GeneratedRegex(@"^(sha256-[A-Za-z0-9+/]{43}=)(?:\s|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
