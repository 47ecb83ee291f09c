using System.Diagnostics.CodeAnalysis;
using NotebookKit.Notebooks.Session;
using NuGet.Versioning;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>A package asked for by <c>#r "nuget: Name, Version"</c>.</summary>
/// <param name="Name">The package's id.</param>
/// <param name="Version">An exact version, a floating one (<c>13.*</c>) or a range; <c>null</c> for the newest.</param>
internal sealed record PackageRequest(string Name, string? Version)
{
    private const string Prefix = "nuget:";

    private readonly VersionRange _range = Version is null ? VersionRange.Parse("*") : VersionRange.Parse(Version);

    /// <summary>Whether the answer never changes, so that an earlier restore stands for good.</summary>
    public bool IsExact => !_range.IsFloating;

    /// <summary>The version in the one way in which NuGet writes it: <c>1.0</c> and <c>1.0.0.0</c> ask for the same.</summary>
    public string NormalizedVersion => _range.ToNormalizedString();

    /// <summary>Reads what stands between the quotes of <c>#r</c>; <c>false</c> when that is no package.</summary>
    /// <exception cref="CellFailure">It is a package without a usable name or version.</exception>
    public static bool TryParse(string reference, [NotNullWhen(true)] out PackageRequest? request)
    {
        request = null;
        string text = reference.Trim();
        if (!text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        string[] parts = text[Prefix.Length..].Split(',', 2, StringSplitOptions.TrimEntries);
        (string name, string? version) = (parts[0], parts is [_, { Length: > 0 } given] ? given : null);
        if (name.Length == 0 || name.Any(character => !char.IsLetterOrDigit(character) && character is not ('.' or '_' or '-')))
        {
            throw CellFailure.Directive(
                $"#r \"{reference}\": a package is written #r \"nuget: Name, Version\", for example #r \"nuget: Humanizer.Core, 2.14.1\".");
        }

        if (version is not null && !VersionRange.TryParse(version, out _))
        {
            throw CellFailure.Directive(
                $"#r \"{reference}\": '{version}' is not a version. Write one version (2.14.1), the newest of some (2.*, or *-* with "
                + "prereleases), a range ([2.0, 3.0)), or none for the newest.");
        }

        request = new PackageRequest(name, version);
        return true;
    }

    /// <summary>
    /// Whether a version that is there will do: a wildcard takes what begins like it, a range what lies in it, no version any,
    /// and one version only itself, although NuGet would take a newer one: code written for it may not compile with another.
    /// </summary>
    /// <param name="version">The version that is there.</param>
    public bool IsMetBy(string version)
    {
        var there = NuGetVersion.Parse(version);
        return Version is null or "*"
            || (_range.IsFloating ? _range.Float.Satisfies(there)
                : IsRange ? _range.Satisfies(there)
                : VersionComparer.VersionRelease.Equals(there, _range.MinVersion));
    }

    /// <summary>Whether another request asks for the same.</summary>
    public bool IsSameAs(PackageRequest other) =>
        Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase) && _range.Equals(other._range);

    /// <summary>Whether it was written as a range: <c>[1.0, )</c> means any from there on, <c>1.0</c> is one version.</summary>
    private bool IsRange => Version is ['[' or '(', ..];

    public override string ToString() => Version is null ? $"#r \"nuget: {Name}\"" : $"#r \"nuget: {Name}, {Version}\"";
}
