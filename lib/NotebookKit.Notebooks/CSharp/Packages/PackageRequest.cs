using System.Diagnostics.CodeAnalysis;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>A package asked for by <c>#r "nuget: Name, Version"</c>.</summary>
/// <param name="Name">The package's id.</param>
/// <param name="Version">An exact version, a floating one (<c>13.*</c>) or a range; <c>null</c> for the newest.</param>
internal sealed record PackageRequest(string Name, string? Version)
{
    private const string Prefix = "nuget:";

    /// <summary>Whether the answer never changes, so that an earlier restore stands for good.</summary>
    public bool IsExact => Version is not null && Version.IndexOfAny(['*', '[', '(', ',']) < 0;

    /// <summary>Reads what stands between the quotes of <c>#r</c>; <c>false</c> when that is no package.</summary>
    /// <exception cref="CellFailure">It is a package without a usable name.</exception>
    public static bool TryParse(string reference, [NotNullWhen(true)] out PackageRequest? request)
    {
        request = null;
        var text = reference.Trim();
        if (!text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return false;
        var rest = text[Prefix.Length..];
        var comma = rest.IndexOf(',', StringComparison.Ordinal);
        var name = (comma < 0 ? rest : rest[..comma]).Trim();
        var version = comma < 0 ? null : rest[(comma + 1)..].Trim();
        if (name.Length == 0 || name.Any(character => !char.IsLetterOrDigit(character) && character is not ('.' or '_' or '-')))
            throw CellFailure.Directive($"#r \"{reference}\": a package is written #r \"nuget: Name, Version\", for example #r \"nuget: Humanizer.Core, 2.14.1\".");
        request = new PackageRequest(name, string.IsNullOrEmpty(version) ? null : version);
        return true;
    }

    /// <summary>Whether a version that is there will do: a wildcard takes what begins like it, no version takes any.</summary>
    public bool IsMetBy(string version) => Version switch
    {
        null => true,
        ['*', ..] => true,
        _ when Version.IndexOf('*', StringComparison.Ordinal) is > 0 and var star => version.StartsWith(Version[..star], StringComparison.OrdinalIgnoreCase),
        _ => version.Equals(Version, StringComparison.OrdinalIgnoreCase),
    };

    public override string ToString() => Version is null ? $"#r \"nuget: {Name}\"" : $"#r \"nuget: {Name}, {Version}\"";
}
