namespace NotebookKit.Xunit;

/// <summary>Which cell a case is about.</summary>
/// <param name="Path">The full path of its notebook.</param>
/// <param name="Name">What cases call the notebook.</param>
/// <param name="Ordinal">Its place among the notebook's code cells, from 0; -1 for none.</param>
internal sealed record CellPlace(string Path, string Name, int Ordinal);
