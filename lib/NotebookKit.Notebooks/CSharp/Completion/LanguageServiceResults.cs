namespace NotebookKit.Notebooks.CSharp;

/// <summary>What could stand at a place in a cell.</summary>
/// <param name="Start">Where the text that a choice replaces begins, in UTF-16 units.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Items">The choices, the likeliest first.</param>
public sealed record CompletionList(int Start, int End, IReadOnlyList<CompletionChoice> Items);

/// <summary>One thing that could stand at a place in a cell.</summary>
/// <param name="Text">What to insert.</param>
/// <param name="Kind"><c>variable</c>, <c>method</c>, <c>property</c>, <c>field</c>, <c>event</c>, <c>type</c>, <c>namespace</c>,
/// <c>keyword</c>, <c>directive</c>, <c>file</c> or <c>package</c>.</param>
/// <param name="Detail">Its declaration in one line; empty when it has none.</param>
public sealed record CompletionChoice(string Text, string Kind, string Detail);

/// <summary>What is known of the name at a place in a cell.</summary>
/// <param name="Text">Declaration and documentation as plain text.</param>
/// <param name="Markdown">The same as Markdown.</param>
public sealed record Inspection(string Text, string Markdown);

/// <summary>Whether a cell could run as it stands.</summary>
/// <param name="State">Complete, still being written, or wrong.</param>
/// <param name="Indent">The blanks that the next line should begin with; empty unless it is still being written.</param>
public sealed record Completeness(CompletenessState State, string Indent);

/// <summary>See <see cref="Completeness"/>.</summary>
public enum CompletenessState
{
    /// <summary>The code can run.</summary>
    Complete,

    /// <summary>More lines are to come: a bracket, a string or a statement is open.</summary>
    Incomplete,

    /// <summary>No further line could make it right.</summary>
    Invalid,
}
