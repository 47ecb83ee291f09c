namespace NotebookKit.Notebooks.Session;

/// <summary>Ends the running cell with an error that is already written for the reader.</summary>
internal sealed class CellFailure(ErrorEvent error) : Exception(error.Value)
{
    public ErrorEvent Error { get; } = error;

    public static CellFailure Directive(string message, string? line = null) =>
        Create("DirectiveError", message, line is null ? [] : [line]);

    public static CellFailure Interrupted(string message) => Create("Interrupted", message, []);

    private static CellFailure Create(string name, string message, string[] where) =>
        new(
            new ErrorEvent(name, TerminalText.Visible(message),
                [Ansi.Red($"{name}: ") + TerminalText.Visible(message), .. where.Select(TerminalText.Visible)]));
}
