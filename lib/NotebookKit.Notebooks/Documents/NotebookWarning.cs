using System.Globalization;

namespace NotebookKit.Notebooks.Documents;

/// <summary>Something in a notebook that is allowed and hardly meant.</summary>
/// <param name="Where">The cell, for example <c>cell 3 of 7</c>.</param>
/// <param name="Text">What is there, what comes of it, and the remedy.</param>
public sealed record NotebookWarning(string Where, string Text)
{
    /// <summary>Place and text in one line.</summary>
    public override string ToString() => $"{Where}: {Text}";

    /// <summary>
    /// What is odd about a cell. nbformat joins the pieces of a source as they are: a program that writes a list of lines
    /// without their ends turns a cell into one line, of which the first <c>//</c> swallows the rest, and nothing fails.
    /// </summary>
    internal static NotebookWarning? Of(NotebookCell cell, string where) =>
        MultilineText.RunsTogether(cell.Json["source"]) is not { } first ? null : new NotebookWarning(
            where,
            string.Create(
                CultureInfo.InvariantCulture, $"lines {first} and {first + 1} of its source run together, since line {first} has no "
                    + $"line end in the file; ")
                + "in code, all behind a // is then a comment. End every line of the list but the last with \\n.");
}
