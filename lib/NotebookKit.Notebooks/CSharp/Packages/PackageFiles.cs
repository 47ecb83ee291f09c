namespace NotebookKit.Notebooks.CSharp;

/// <summary>What packages bring: assemblies to compile against, assemblies to load, native libraries. Full paths.</summary>
internal sealed record PackageFiles(IReadOnlyList<string> Compile, IReadOnlyList<string> Runtime, IReadOnlyList<string> Native)
{
    public static PackageFiles None { get; } = new([], [], []);
}
