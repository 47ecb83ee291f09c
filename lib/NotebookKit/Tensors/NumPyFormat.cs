namespace NotebookKit;

internal static class NumPyFormat { public static string Print(Tensor t) => string.Join(" ", t.ToArray()); public static string Represent(Tensor t) => Print(t); }
