namespace NotebookKit.Layers;

/// <summary>
/// The quantities inside a recurrent layer over time, by their letters in the textbooks: i, f, g, o, c, h for an LSTM;
/// z, r, candidate, h for a GRU; h for a SimpleRNN.
/// </summary>
/// <param name="LayerName">The layer's name.</param>
/// <param name="LayerKind">Its kind, for example LSTM.</param>
/// <param name="Quantities">The quantities in the order of their equations, each (batch, time, units).</param>
public sealed record CellTrace(string LayerName, string LayerKind, IReadOnlyList<CellQuantity> Quantities)
{
    /// <summary>The letters of the quantities.</summary>
    public IReadOnlyList<string> Names => [.. Quantities.Select(q => q.Name)];

    /// <summary>The quantity of a letter, (batch, time, units).</summary>
    /// <example>
    /// <code>
    /// CellTrace trace = new LSTM(4).Trace(x);                  // x (2, 3, 1)
    /// Tensor forget = trace["f"];                              // (2, 3, 4), between 0 and 1
    /// </code>
    /// </example>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public Tensor this[string name] => Quantities.FirstOrDefault(q => q.Name == name)?.Values
        ?? throw new ArgumentException(
            $"The trace of {LayerKind} '{LayerName}' has no quantity '{name}'; it has {string.Join(", ", Names)}.", nameof(name));

    /// <summary>The layer, and each quantity with its shape.</summary>
    public override string ToString() =>
        $"{LayerKind} '{LayerName}': {string.Join(", ", Quantities.Select(q => $"{q.Name} ({q.Meaning}) {q.Values.Shape}"))}";
}
