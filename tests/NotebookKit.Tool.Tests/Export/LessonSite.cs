using NotebookKit.Notebooks.Export;

namespace NotebookKit.Tool.Tests.Export;

/// <summary>The site of the repository's lessons, served to a browser from memory.</summary>
public sealed class LessonSite() : ServedSite(SiteBuilder.Build(
    [.. NotebookPaths.Find([Folder]).Select(notebook => new SiteNotebook(notebook.Path, notebook.Relative))]))
{
    /// <summary>The folder with the lessons.</summary>
    public static string Folder { get; } = Path.Combine(
        AppContext.BaseDirectory[..AppContext.BaseDirectory.IndexOf("/tests/", StringComparison.Ordinal)], "notebooks");
}
