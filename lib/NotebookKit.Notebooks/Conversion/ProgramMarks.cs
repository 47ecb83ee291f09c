namespace NotebookKit.Notebooks.Conversion;

/// <summary>
/// The comments in a converted program that say what was where, so that it can become the same notebook again. Cells begin with
/// <c>// %%</c>, the percent format of Jupytext, which editors know.
/// </summary>
internal static class ProgramMarks
{
    /// <summary>Begins a cell.</summary>
    public const string Cell = "// %%";

    /// <summary>Begins a line that stands in the notebook and does nothing in the program.</summary>
    public const string Line = "//~ ";

    /// <summary>Ends a line that stands in the program only.</summary>
    public const string Added = " //~";

    /// <summary>Begins and ends what stands in the notebook, within a line.</summary>
    public const string Begin = "/*~ ", End = " */";

    /// <summary>The second line of a program that was converted.</summary>
    public const string Header = "//~ Made of a notebook by notebookkit convert. It can become one again: notebookkit "
        + "convert FILE --to ipynb";

    /// <summary>What follows the begin of a cell: prose, the imports' code, the types that cells declare, how values are shown.</summary>
    public const string Markdown = "[markdown]", Raw = "[raw]", Imported = "[imported", Types = "[types]", Helper = "[helper]";
}
