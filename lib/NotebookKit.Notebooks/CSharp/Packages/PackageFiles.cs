namespace NotebookKit.Notebooks.CSharp;

/// <summary>What packages bring: assemblies to compile against, assemblies to load, native libraries. Full paths.</summary>
/// <param name="Compile">Assemblies to compile against.</param>
/// <param name="Runtime">Assemblies to load.</param>
/// <param name="Native">Native libraries.</param>
/// <param name="Packages">The packages themselves, those that others depend on included.</param>
internal sealed record PackageFiles(
    IReadOnlyList<string> Compile, IReadOnlyList<string> Runtime, IReadOnlyList<string> Native, IReadOnlyList<ResolvedPackage> Packages)
{
    public static PackageFiles None { get; } = new([], [], [], []);
}

/// <summary>A package as the sources gave it.</summary>
/// <param name="Name">Its id as the package writes it.</param>
/// <param name="Version">Its version, which may be newer than the one asked for.</param>
/// <param name="Root">Its folder.</param>
internal sealed record ResolvedPackage(string Name, string Version, string Root);
