using System.Text.Json.Nodes;

namespace NotebookKit.Notebooks.Session;

/// <summary>Something a running cell made visible. Events of one cell arrive in the order they happened.</summary>
public abstract record SessionEvent;

/// <summary>Text written to the console.</summary>
/// <param name="Name"><c>stdout</c> or <c>stderr</c>.</param>
/// <param name="Text">The text, line breaks included.</param>
public sealed record StreamEvent(string Name, string Text) : SessionEvent;

/// <summary>A value shown by <c>display(…)</c>, or shown anew by <c>Update</c>.</summary>
/// <param name="Data">MIME type to content: a string, or JSON for types that end in <c>json</c>.</param>
/// <param name="DisplayId">What later updates refer to.</param>
/// <param name="IsUpdate">Whether this replaces what was shown under the same <paramref name="DisplayId"/>.</param>
public sealed record DisplayEvent(JsonObject Data, string DisplayId, bool IsUpdate) : SessionEvent;

/// <summary>The value of the cell's trailing expression.</summary>
/// <param name="Data">MIME type to content: a string, or JSON for types that end in <c>json</c>.</param>
public sealed record ResultEvent(JsonObject Data) : SessionEvent;

/// <summary>A request to clear what the cell has shown so far.</summary>
/// <param name="Wait">Whether to clear only when the next output arrives.</param>
public sealed record ClearOutputEvent(bool Wait) : SessionEvent;

/// <summary>The cell failed: to compile, to run, or because it was interrupted.</summary>
/// <param name="Name">The exception's type name, <c>CompilationError</c>, <c>DirectiveError</c> or <c>Interrupted</c>.</param>
/// <param name="Value">The message.</param>
/// <param name="Traceback">Lines to show: the message, then the user's own frames with cell and line, ANSI-coloured.</param>
public sealed record ErrorEvent(string Name, string Value, IReadOnlyList<string> Traceback) : SessionEvent;
