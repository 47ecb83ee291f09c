namespace NotebookKit.Notebooks.Export;

/// <summary>What is not in the site as it is in the notebooks: a dead link, a formula that cannot be read, a script, a picture
/// from elsewhere.</summary>
/// <param name="Source">The notebook or Markdown file, as the user named it.</param>
/// <param name="Where">The place in it, for example <c>cell 3</c>; null for the file as a whole.</param>
/// <param name="Text">What is wrong and what to do about it, as a sentence.</param>
public sealed record SiteProblem(string Source, string? Where, string Text)
{
    /// <summary>Whether the file could not be read at all, so that the site has no page of it.</summary>
    public bool IsUnreadable { get; init; }

    /// <summary>File, place and problem in one line.</summary>
    public override string ToString() => Where is null ? $"{Source}: {Text}" : $"{Source}, {Where}: {Text}";
}
