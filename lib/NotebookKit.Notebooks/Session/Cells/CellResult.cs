namespace NotebookKit.Notebooks.Session;

/// <summary>How a cell ended.</summary>
/// <param name="Success">Whether the cell ran to its end.</param>
/// <param name="Error">What was reported when it did not; <c>null</c> on success.</param>
/// <param name="HasValue">Whether the cell had a trailing expression or a <c>return</c> that gave a result.</param>
/// <param name="Value">That result; <c>null</c> when there is none, or when the result itself is <c>null</c>.</param>
public sealed record CellResult(bool Success, ErrorEvent? Error, bool HasValue, object? Value);
