using NotebookKit.Layers;

namespace NotebookKit;

/// <summary>
/// A graph that begins inside another, at tensors that layers return there. As in Keras the model gets inputs of its own in
/// their place, and applications of the same layers behind them: what comes before is no part of it, in weights, files and summary.
/// </summary>
internal static class GraphCut
{
    /// <summary>Draws the applications again from inputs of their own.</summary>
    /// <param name="calls">The applications between inputs and outputs, in running order.</param>
    /// <param name="inputs">Where data enters: outputs of Input layers, which stay, and of others.</param>
    /// <param name="outputs">What is computed.</param>
    public static (SymbolicTensor[] Inputs, SymbolicTensor[] Outputs) WithOwnInputs(
        IEnumerable<LayerCall> calls, SymbolicTensor[] inputs, SymbolicTensor[] outputs)
    {
        var places = new Dictionary<SymbolicTensor, SymbolicTensor>(ReferenceEqualityComparer.Instance);
        foreach (SymbolicTensor input in inputs)
        {
            places[input] = input.Layer is Input ? input : new Input(
                input.Shape.Slice(1, input.Shape.Rank).ToArray(), name: null, batchSize: input.Shape[0] == Shape.Unknown ? null
                    : input.Shape[0]);
        }

        foreach (LayerCall call in calls.Where(c => c.Inputs.Count > 0))
        {
            var again = new LayerCall(
                call.Layer, [.. call.Inputs.Select(i => places[i])], [.. call.Masks.Select(m => m is null ? null : places[m])],
                [.. call.Outputs.Select(o => o.Shape)]);
            // A tensor that is given stays so, where the layer is needed for another of its outputs.
            for (int i = 0; i < call.Outputs.Count; i++)
                places.TryAdd(call.Outputs[i], again.Outputs[i]);
        }
        return ([.. inputs.Select(i => places[i])], [.. outputs.Select(o => places[o])]);
    }
}
