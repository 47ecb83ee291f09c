using System.Text.Json;

namespace NotebookKit.Keras.Configuration;

/// <summary>Flags that Keras takes when a layer is called, and this library when it is made.</summary>
internal static class CallFlags
{
    private static readonly string[] s_names = ["use_causal_mask", "return_attention_scores"];

    /// <summary>The flags of a layer's applications.</summary>
    /// <exception cref="RefusedException">They differ from application to application.</exception>
    public static IReadOnlyDictionary<string, bool>? Of(LayerEntry entry, List<GraphNode> nodes)
    {
        Dictionary<string, bool>? flags = null;
        foreach (string name in s_names)
        {
            bool[] values = [.. nodes.Select(n => n.Keywords.TryGetValue(name, out GraphArgument? value)
                && value.Constant.ValueKind == JsonValueKind.True).Distinct()];
            if (values.Length > 1)
            {
                throw new RefusedException($"{entry.Settings.Owner} is applied with {name} and without, which one layer of this library "
                    + $"cannot be. In Keras, make two layers.");
            }
            if (values is [true])
            {
                (flags ??= [])[name] = true;
            }
        }
        return flags;
    }
}
