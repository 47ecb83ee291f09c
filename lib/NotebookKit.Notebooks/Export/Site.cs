namespace NotebookKit.Notebooks.Export;

/// <summary>A notebook that becomes a page.</summary>
/// <param name="Path">Its path as the user named it.</param>
/// <param name="Relative">Its path below the folder that the user named; the page stands at the same place in the site.</param>
public sealed record SiteNotebook(string Path, string Relative);

/// <summary>A file of a site.</summary>
/// <param name="Path">Its path below the site's folder, with <c>/</c> between folders.</param>
/// <param name="Content">Its bytes.</param>
public sealed record SiteFile(string Path, ReadOnlyMemory<byte> Content);

/// <summary>A site in memory: nothing is on the disk before <see cref="SiteFolder.Write"/>.</summary>
/// <param name="Files">Pages and the files they link to, in the order of their paths.</param>
/// <param name="Pages">The paths of the pages: the index first, then the lessons in their order; empty when no notebook could be
/// read.</param>
/// <param name="Problems">What is not as in the notebooks. The site is whole all the same; whether it should be published is for
/// its author to say.</param>
public sealed record Site(IReadOnlyList<SiteFile> Files, IReadOnlyList<string> Pages, IReadOnlyList<SiteProblem> Problems);
