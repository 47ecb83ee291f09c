namespace NotebookKit.Notebooks.Export;

/// <summary>What a search can find: a page from one heading to the next.</summary>
/// <param name="Page">Its page, counted from 0 among the pages that are searched.</param>
/// <param name="Id">The heading's id; empty for what stands before the first.</param>
/// <param name="Heading">The heading.</param>
/// <param name="Text">The words below it, blanks of all kinds as one.</param>
internal sealed record SearchSection(int Page, string Id, string Heading, string Text);
