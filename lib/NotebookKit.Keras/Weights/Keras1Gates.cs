using NotebookKit.Layers;

namespace NotebookKit.Keras.Weights;

/// <summary>
/// The weights of Keras 1's recurrent layers: W (input), U (recurrent) and b (bias) of each gate by itself, in an LSTM for i,
/// c, f, o, in a GRU for z, r, h. Their columns side by side are the weights of today, in the order i, f, c, o and z, r, h.
/// </summary>
internal static class Keras1Gates
{
    // Where in the file each of today's gates stands.
    private static readonly int[] s_lstm = [0, 2, 1, 3], s_gru = [0, 1, 2];

    /// <summary>How many arrays Keras 1 has for a layer.</summary>
    public static int Count(Layer layer) => layer switch { LSTMCell => 12, GRUCell => 9, _ => layer.Weights.Count };

    /// <summary>Puts a layer's weights together.</summary>
    public static void Read(string owner, Layer layer, List<OldWeightsReader.Stored> stored, WeightValues values)
    {
        if (layer is not (LSTMCell or GRUCell))
        {
            for (int i = 0; i < stored.Count; i++)
            {
                values.Set(owner, layer.Weights[i], stored[i].Data);
            }
            return;
        }
        int[] gates = layer is LSTMCell ? s_lstm : s_gru;
        for (int part = 0; part < layer.Weights.Count; part++)
        {
            Weight weight = layer.Weights[part];
            OldWeightsReader.Stored[] columns = [.. gates.Select(g => stored[(3 * g) + part])];
            int units = weight.Shape[-1] / gates.Length, rows = weight.Shape.Rank == 1 ? 1 : weight.Shape[0];
            foreach (OldWeightsReader.Stored column in columns)
            {
                long[] expected = weight.Shape.Rank == 1 ? [units] : [rows, units];
                if (!column.Data.Space.Lengths.AsSpan().SequenceEqual(expected))
                {
                    throw new RefusedException($"{owner} expects '{column.Data.Path}' of shape ({string.Join(", ", expected)}), as one "
                        + $"gate's part of its {weight.Name}; the file has {column.Data.Space}. The weights belong to a layer with "
                        + $"other settings.");
                }
            }
            float[][] read = [.. columns.Select(c => WeightValues.Read(owner, weight.Name, c.Data))];
            float[] joined = new float[weight.Shape.Size];
            for (int row = 0; row < rows; row++)
            {
                for (int gate = 0; gate < read.Length; gate++)
                {
                    read[gate].AsSpan(row * units, units).CopyTo(joined.AsSpan(((row * read.Length) + gate) * units));
                }
            }
            values.Set(owner, weight, columns[0].Data.Path, joined);
        }
    }
}
