using NotebookKit.Layers;

namespace NotebookKit.Keras.Weights;

/// <summary>
/// The weights of CuDNNLSTM and CuDNNGRU, which an LSTM's or GRU's weights file may hold too: each gate's matrices are turned
/// (kernels read in another order, recurrent kernels transposed), and there are two biases, one for the input and one for the
/// state. Told by the bias's length; as Keras 2's <c>preprocess_weights_for_loading</c> describes it.
/// </summary>
internal static class CuDnnGates
{
    /// <summary>Whether these are such weights.</summary>
    public static bool Are(Layer layer, List<OldWeightsReader.Stored> stored) =>
        layer is LSTMCell or GRUCell { ResetAfter: true } && layer.Weights.Count == 3 && stored[2].Data.Space.Lengths is [var length]
        && length == 2L * Gates(layer) * ((BuiltInCell)layer).Units;

    /// <summary>Turns them into a layer's weights.</summary>
    public static void Read(string owner, Layer layer, List<OldWeightsReader.Stored> stored, WeightValues values)
    {
        int gates = Gates(layer), units = ((BuiltInCell)layer).Units;
        for (int part = 0; part < 2; part++)
        {
            Weight weight = layer.Weights[part];
            if (!WeightValues.Fits(weight, stored[part].Data))
            {
                values.Set(owner, weight, stored[part].Data);
            }
            float[] turned = Turn(WeightValues.Read(owner, weight.Name, stored[part].Data), weight.Shape[0], units, gates,
                transpose: part == 1);
            values.Set(owner, weight, stored[part].Data.Path, turned);
        }
        float[] bias = WeightValues.Read(owner, "bias", stored[2].Data);
        if (layer is LSTMCell)
        {
            int half = bias.Length / 2;
            bias = [.. bias[..half].Zip(bias[half..], (input, recurrent) => input + recurrent)];
        }
        values.Set(owner, layer.Weights[2], stored[2].Data.Path, bias);
    }

    private static int Gates(Layer layer) => layer is LSTMCell ? 4 : 3;

    private static float[] Turn(float[] stored, int rows, int units, int gates, bool transpose)
    {
        float[] turned = new float[stored.Length];
        int columns = gates * units;
        for (int gate = 0; gate < gates; gate++)
        {
            for (int row = 0; row < rows; row++)
            {
                for (int unit = 0; unit < units; unit++)
                {
                    // Of the gate's own (rows, units) block: value number i in row-major order, or the transposed place.
                    int i = (unit * rows) + row;
                    int from = transpose ? (unit * columns) + (gate * units) + row : (i / units * columns) + (gate * units) + (i % units);
                    turned[(row * columns) + (gate * units) + unit] = stored[from];
                }
            }
        }
        return turned;
    }
}
