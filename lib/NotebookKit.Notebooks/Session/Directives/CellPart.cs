namespace NotebookKit.Notebooks.Session;

/// <summary>A piece of a cell that runs as one.</summary>
internal abstract record CellPart;

/// <summary>Text in one language. Blank lines stand for what was cut out above it, so that line numbers stay true.</summary>
/// <param name="Language">What it is written in.</param>
/// <param name="Text">The text.</param>
/// <param name="Arguments">What stood behind the language selector; empty when the text had none.</param>
internal sealed record CodePart(CellLanguage Language, string Text, string Arguments) : CellPart
{
    public bool IsBlank => string.IsNullOrWhiteSpace(Text);
}

/// <summary>A directive: <c>#r</c>, <c>#i</c> or one that begins with <c>#!</c>.</summary>
/// <param name="Name">The name with its sign, for example <c>#!who</c>.</param>
/// <param name="Arguments">What stands behind the name.</param>
/// <param name="Line">Its line in the cell, counted from 1.</param>
/// <param name="Language">The language of the text around it.</param>
internal sealed record DirectivePart(string Name, string Arguments, int Line, CellLanguage Language) : CellPart;
