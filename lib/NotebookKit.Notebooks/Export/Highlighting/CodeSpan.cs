namespace NotebookKit.Notebooks.Export;

/// <summary>What a piece of code is, for its colour.</summary>
internal enum CodeKind
{
    /// <summary>A keyword.</summary>
    Keyword,

    /// <summary>A string or character.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A comment.</summary>
    Comment,

    /// <summary>The name of a type.</summary>
    Type,

    /// <summary>The name of a function where it is declared or called.</summary>
    Function,

    /// <summary>A directive such as <c>#!import</c>.</summary>
    Directive,
}

/// <summary>A coloured piece of code.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="Length">Its number of characters.</param>
/// <param name="Kind">What it is.</param>
internal readonly record struct CodeSpan(int Start, int Length, CodeKind Kind);
