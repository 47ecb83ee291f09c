using NotebookKit.Notebooks.Session;

namespace NotebookKit.Tool;

/// <summary>
/// What the command says in sentences. They quote names of files, arguments and texts of strangers, whose control sequences
/// reach no terminal, so that every sentence goes this way.
/// </summary>
internal static class Say
{
    /// <summary>Says what was done.</summary>
    public static void Done(string sentence) => Console.WriteLine(TerminalText.WithoutColours(sentence));

    /// <summary>Says what went wrong.</summary>
    public static void Wrong(string sentence) => Console.Error.WriteLine(TerminalText.WithoutColours(sentence));
}
