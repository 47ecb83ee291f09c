namespace NotebookKit.Notebooks.Session;

/// <summary>
/// The few ANSI colours that front ends show in a traceback. What is coloured may come from a cell, and shows control
/// characters of its own as signs.
/// </summary>
internal static class Ansi
{
    public static string Red(string text) => $"\u001b[31m{TerminalText.Visible(text)}\u001b[0m";

    public static string Cyan(string text) => $"\u001b[36m{TerminalText.Visible(text)}\u001b[0m";

    public static string Dim(string text) => $"\u001b[90m{TerminalText.Visible(text)}\u001b[0m";
}
