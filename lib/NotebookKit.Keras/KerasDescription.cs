using System.Globalization;
using System.Text;

namespace NotebookKit.Keras;

/// <summary>What is inside a Keras file, found without making a model of it. Prints as a table.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Format">What it is, in words: a .keras archive, a whole model in HDF5, weights alone …</param>
/// <param name="Size">Its bytes, all files of a folder together.</param>
/// <param name="KerasVersion">The version of Keras that wrote it; null where the file does not say.</param>
/// <param name="DateSaved">When it was saved, as the file says; null where it does not.</param>
/// <param name="ModelClass">Sequential, Functional or another class; null for weights alone.</param>
/// <param name="ModelName">The model's name; null for weights alone.</param>
/// <param name="Layers">The layers in the order of the file; for weights alone the groups that hold any.</param>
/// <param name="TotalParams">How many numbers the weights in the file are, the optimizer's left out.</param>
/// <param name="Compiled">How the model was compiled; null where it was not, or the file does not say.</param>
public sealed record KerasDescription(
    string Path, string Format, long Size, string? KerasVersion, string? DateSaved, string? ModelClass, string? ModelName,
    IReadOnlyList<KerasLayerDescription> Layers, long TotalParams, KerasCompilation? Compiled)
{
    /// <summary>A table of the layers under what is known of the whole.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{System.IO.Path.GetFileName(Path.TrimEnd('/', '\\'))}: {Format}, {Size:N0} bytes");
        if (ModelClass is not null)
        {
            string writer = KerasVersion is null ? "" : $", written by Keras {KerasVersion}";
            text.AppendLine($"{ModelClass} '{ModelName}'{writer}{(DateSaved is null ? "" : $", {DateSaved}")}");
        }
        int width = Math.Max(5, Layers.Select(l => l.Indent.Length + l.Name.Length).DefaultIfEmpty().Max());
        int kinds = Math.Max(5, Layers.Select(l => l.Class.Length).DefaultIfEmpty().Max());
        text.AppendLine($"{"layer".PadRight(width)}  {"class".PadRight(kinds)}  settings");
        foreach (KerasLayerDescription layer in Layers)
        {
            text.AppendLine($"{(layer.Indent + layer.Name).PadRight(width)}  {layer.Class.PadRight(kinds)}  {layer.Settings}".TrimEnd());
        }
        text.AppendLine(CultureInfo.InvariantCulture, $"{TotalParams:N0} numbers in the weights");
        text.Append(Compiled is null ? "Not compiled." : $"Compiled: {Compiled}");
        return text.ToString();
    }
}

/// <summary>A layer in a Keras file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Class">Its class, as the file says it.</param>
/// <param name="Settings">The settings that tell most, for example <c>units 128, return_sequences</c>.</param>
/// <param name="Depth">0 for a layer of the model, 1 for a layer inside one of these, and so on.</param>
public sealed record KerasLayerDescription(string Name, string Class, string Settings, int Depth)
{
    /// <summary>Blanks by depth.</summary>
    internal string Indent => new(' ', 2 * Depth);
}

/// <summary>How a model in a Keras file was compiled.</summary>
/// <param name="Optimizer">The optimizer's class, for example Adam; null where the file does not say.</param>
/// <param name="LearningRate">Its learning rate; null where it follows a schedule or the file does not say.</param>
/// <param name="Loss">The loss by its name, as the file says it.</param>
/// <param name="Metrics">The metrics by their names.</param>
public sealed record KerasCompilation(string? Optimizer, float? LearningRate, string? Loss, IReadOnlyList<string> Metrics)
{
    /// <summary>For example <c>Adam (learning rate 0.001), loss mse, metrics accuracy</c>.</summary>
    public override string ToString() => (Optimizer ?? "no optimizer")
        + (LearningRate is { } rate ? string.Create(CultureInfo.InvariantCulture, $" (learning rate {rate})") : "")
        + $", loss {Loss ?? "none"}"
        + (Metrics.Count == 0 ? "" : $", metrics {string.Join(", ", Metrics)}");
}
