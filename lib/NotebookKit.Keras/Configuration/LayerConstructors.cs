using System.Reflection;

namespace NotebookKit.Keras.Configuration;

/// <summary>The constructors of the library's layers, and the properties that show what they were given.</summary>
internal static class LayerConstructors
{
    private static readonly Dictionary<(string Type, string Parameter), string> s_otherNames = new()
    {
        [("Activation", "activation")] = "Function",
        [("Bidirectional", "layer")] = "ForwardLayer",
    };

    /// <summary>The constructor that takes every setting: the public one with the most parameters, all of them shown if
    /// there is such a one.</summary>
    public static ConstructorInfo Of(Type type) => type.GetConstructors()
        .OrderByDescending(c => c.GetParameters().All(p => Property(type, p) is not null)).ThenByDescending(c => c.GetParameters().Length)
        .ThenByDescending(c => c.GetParameters().Count(p => Property(type, p)?.PropertyType == p.ParameterType)).First();

    /// <summary>The property that shows a constructor's parameter; null where there is none.</summary>
    public static PropertyInfo? Property(Type type, ParameterInfo parameter) => type.GetProperty(
        s_otherNames.GetValueOrDefault((type.Name, parameter.Name!), parameter.Name!),
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);

    /// <summary>Gives a layer the mask rules of the Keras that wrote the file; those of merging layers changed with Keras 3.4.</summary>
    public static void SetMaskRule(Layer layer, KerasVersion version)
    {
        if (version.Major < 3 || (version.HasOldMerges && layer is Layers.MergeLayer or Layers.Concatenate))
        {
            layer.MaskRule = MaskRule.Keras2;
        }
    }
}
