namespace NotebookKit.Notebooks.Comparing;

/// <summary>Outputs cannot be compared as it was asked; the message says why and what to do.</summary>
public sealed class CompareException(string message) : Exception(message);
