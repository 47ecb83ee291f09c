using System.Text.RegularExpressions;

namespace NotebookKit.Tests.Architecture;

/// <summary>The repository's source files, as tests of the house read them.</summary>
internal static partial class SourceTree
{
    /// <summary>The projects of the mathematics' tower.</summary>
    public static readonly string[] Mathematics = ["NotebookKit", "NotebookKit.Display", "NotebookKit.Keras", "NotebookKit.TorchSharp"];

    /// <summary>The projects of the runtime's tower, and the lessons' library.</summary>
    public static readonly string[] Runtime =
        ["NotebookKit.Notebooks", "NotebookKit.Tool", "NotebookKit.Xunit", "NotebookKit.Lessons"];

    public static IEnumerable<string> Projects => Mathematics.Concat(Runtime);

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The C# files below a folder, with / between folders, relative to the root.</summary>
    public static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/bin/") && !file.Contains("/obj/"))
            .Order(StringComparer.Ordinal);

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    /// <summary>The code without its comments; texts stay.</summary>
    public static string Code(string file) => Comment().Replace(Read(file), "");

    [GeneratedRegex(@"(?m)(?<=^|[\s;{}])//.*$")]
    private static partial Regex Comment();

    private static string FindRoot(string from)
    {
        for (DirectoryInfo? folder = new(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "NotebookKit.sln")))
            {
                return folder.FullName;
            }
        }
        throw new InvalidOperationException($"No folder above {from} holds NotebookKit.sln; run the tests inside the repository.");
    }
}
