using System.Text.Json;

namespace NotebookKit.Lessons;

/// <summary>
/// A published example that the lessons replay: its input, the weights, and the figures its author printed. Read from
/// <c>data/published</c>, whose files are described in <c>data/README.md</c>.
/// </summary>
public sealed class PublishedCase
{
    private readonly Dictionary<string, Tensor[]> _weights = [];
    private readonly Dictionary<string, PublishedValues> _figures = [];

    private PublishedCase(JsonElement root)
    {
        Id = root.GetProperty("id").GetString()!;
        Title = root.GetProperty("title").GetString()!;
        Input = ReadTensor(root.GetProperty("calls")[0].GetProperty("inputs").EnumerateObject().First().Value)
            .WithAxes("batch", "time", "feature");
        foreach (JsonElement layer in root.GetProperty("layers").EnumerateArray())
        {
            _weights[layer.GetProperty("name").GetString()!] = [.. layer.GetProperty("weights").EnumerateArray().Select(ReadTensor)];
        }
        if (root.TryGetProperty("published", out JsonElement published))
        {
            double tolerance = published.GetProperty("abs_tolerance_float32").GetDouble();
            foreach (JsonProperty figure in published.GetProperty("values").EnumerateObject())
            {
                _figures[figure.Name] = new PublishedValues([.. figure.Value.EnumerateArray().Select(v => v.GetDouble())], tolerance);
            }
        }
    }

    /// <summary>The file's name without its ending.</summary>
    public string Id { get; }

    /// <summary>What the example is, in a line.</summary>
    public string Title { get; }

    /// <summary>The input, (batch, time, features).</summary>
    public Tensor Input { get; }

    /// <summary>Reads a case.</summary>
    /// <param name="id">The beginning of its file's name in <c>data/published</c>, for example <c>p02</c>.</param>
    /// <exception cref="FileNotFoundException">No such case, or no folder <c>data/published</c> above the current directory.</exception>
    /// <exception cref="InvalidDataException">The file is not a case.</exception>
    public static PublishedCase Load(string id)
    {
        string folder = DataFolder.Find("published");
        string[] files = Directory.GetFiles(folder, id + "*.json");
        if (files.Length != 1)
        {
            throw new FileNotFoundException($"Expected one published case whose name begins with '{id}'; found {files.Length} in {folder}. "
                + "There are "
                + string.Join(
                    ", ", Directory.GetFiles(folder, "*.json").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal))
                + ".");
        }
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(files[0]));
            return new PublishedCase(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException
            or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"{Path.GetFileName(files[0])} is not a published case as data/README.md describes it: "
                + $"{error.Message} Restore the file from the repository.", error);
        }
    }

    /// <summary>The weights of a layer in Keras's order and layout, for <see cref="Layer.SetWeights"/>.</summary>
    /// <param name="layer">The layer's name in the case; may be left out when there is one layer.</param>
    /// <exception cref="ArgumentException">There is no such layer.</exception>
    public Tensor[] Weights(string? layer = null)
    {
        if (layer is null && _weights.Count == 1)
        {
            return _weights.Values.First();
        }
        return layer is not null && _weights.TryGetValue(layer, out Tensor[]? found)
            ? found
            : throw new ArgumentException(
                $"The case {Id} has the layers {string.Join(", ", _weights.Keys)}; received {layer ?? "none"}.", nameof(layer));
    }

    /// <summary>The published figures of an output.</summary>
    /// <param name="output">Which: <c>l1:0</c> is the first output of layer l1.</param>
    /// <exception cref="ArgumentException">Nothing was published under that name.</exception>
    public PublishedValues Figure(string output) => _figures.TryGetValue(output, out PublishedValues? figure)
        ? figure
        : throw new ArgumentException(
            $"The case {Id} has published figures for {string.Join(", ", _figures.Keys)}; received {output}.", nameof(output));

    private static Tensor ReadTensor(JsonElement element) => Tensor.Of(
        [.. element.GetProperty("data").EnumerateArray().Select(v => v.GetSingle())],
        new Shape([.. element.GetProperty("shape").EnumerateArray().Select(v => v.GetInt32())]));
}

/// <summary>Comparison as their author printed them.</summary>
/// <param name="Values">The figures in row-major order.</param>
/// <param name="Tolerance">How far a float32 computation may lie from them: two units of the eighth decimal, for the printed rounding and
/// float32's.</param>
/// <param name="Source">Where they come from: <c>published</c>, or <c>reference</c> for figures that another program computed.</param>
public sealed record PublishedValues(IReadOnlyList<double> Values, double Tolerance, string Source = "published");
