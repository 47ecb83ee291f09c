using System.Runtime.CompilerServices;
using NotebookKit.Layers;

namespace NotebookKit.Keras.Configuration;

/// <summary>
/// The order of a model's layers as Keras has it, which numbers their weights in files: a stack's from first to last; a
/// graph's by depth, the longest way to an output, and among layers of one depth in the order in which a walk back from the
/// outputs meets them (as <c>keras.src.ops.function.map_graph_network</c> describes it).
/// </summary>
internal static class KerasOrder
{
    private static readonly ConditionalWeakTable<Model, IReadOnlyList<Layer>> s_fromFiles = [];

    /// <summary>Keeps the order that a file had, for weights that are loaded into its model later.</summary>
    public static void Remember(BuildContext context)
    {
        foreach ((Model model, IReadOnlyList<Layer> order) in context.Order)
        {
            s_fromFiles.AddOrUpdate(model, order);
        }
    }

    /// <summary>The layers in the order of the file that the model came from; of a model built here as <see cref="Of"/>.</summary>
    public static IReadOnlyList<Layer> OfFile(Model model) => s_fromFiles.TryGetValue(model, out IReadOnlyList<Layer>? order) ? order
        : Of(model);

    /// <summary>The layers, each once, inputs among them.</summary>
    public static IReadOnlyList<Layer> Of(Model model) => model is Sequential ? model.Layers : OfGraph(model);

    private static List<Layer> OfGraph(Model model)
    {
        var met = new Dictionary<Layer, int>(ReferenceEqualityComparer.Instance);
        List<LayerCall> finished = Walk(model, met);
        var layerDepth = new Dictionary<Layer, int>(ReferenceEqualityComparer.Instance);
        var callDepth = new Dictionary<LayerCall, int>(ReferenceEqualityComparer.Instance);
        for (int i = finished.Count - 1; i >= 0; i--)
        {
            LayerCall call = finished[i];
            int depth = Math.Max(callDepth.GetValueOrDefault(call), layerDepth.GetValueOrDefault(call.Layer));
            callDepth[call] = layerDepth[call.Layer] = depth;
            foreach (SymbolicTensor need in Needs(call))
            {
                callDepth[need.Call] = Math.Max(depth + 1, callDepth.GetValueOrDefault(need.Call));
            }
        }
        // Inputs that lead to no output stand at the end, before all others of their depth.
        foreach (SymbolicTensor input in model.Inputs)
        {
            if (layerDepth.TryAdd(input.Layer, 0))
            {
                met[input.Layer] = -1;
            }
        }
        return [.. layerDepth.Keys.OrderByDescending(l => layerDepth[l]).ThenBy(l => met[l])];
    }

    /// <summary>What an application is given, in the order in which Keras's arguments are walked through: inputs, then masks.</summary>
    public static IEnumerable<SymbolicTensor> Needs(LayerCall call) => call.Inputs.Count == 0 ? [] : call.Needs;

    /// <summary>The applications, each after all it needs, in the order of a walk back from the outputs; notes when each
    /// layer is met.</summary>
    private static List<LayerCall> Walk(Model model, Dictionary<Layer, int> met)
    {
        var finished = new List<LayerCall>();
        var seen = new HashSet<LayerCall>(ReferenceEqualityComparer.Instance);
        var path = new Stack<(LayerCall Call, SymbolicTensor[] Needs, int Next)>();
        foreach (SymbolicTensor output in model.Outputs)
        {
            Enter(output.Call);
            while (path.TryPop(out (LayerCall Call, SymbolicTensor[] Needs, int Next) top))
            {
                if (top.Next < top.Needs.Length)
                {
                    path.Push(top with { Next = top.Next + 1 });
                    Enter(top.Needs[top.Next].Call);
                }
                else
                {
                    finished.Add(top.Call);
                }
            }
        }
        return finished;

        void Enter(LayerCall call)
        {
            if (!seen.Add(call))
            {
                return;
            }
            met.TryAdd(call.Layer, met.Count);
            path.Push((call, [.. Needs(call)], 0));
        }
    }
}
