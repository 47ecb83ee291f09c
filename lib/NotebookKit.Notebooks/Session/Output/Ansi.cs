namespace NotebookKit.Notebooks.Session;

/// <summary>The few ANSI colours that front ends show in a traceback.</summary>
internal static class Ansi
{
    public static string Red(string text) => $"\u001b[31m{text}\u001b[0m";

    public static string Cyan(string text) => $"\u001b[36m{text}\u001b[0m";

    public static string Dim(string text) => $"\u001b[90m{text}\u001b[0m";
}
