using System.Text.Json.Nodes;

namespace NotebookKit.Keras.Saving;

/// <summary>Writes initializers as Keras 3's config.json has them.</summary>
internal static class InitializerWriter
{
    /// <summary>An initializer's entry.</summary>
    /// <param name="owner">The layer whose weights it starts.</param>
    /// <param name="initializer">The initializer.</param>
    /// <exception cref="RefusedException">It is a class of the reader's own.</exception>
    public static JsonObject Write(Layer owner, Initializer initializer)
    {
        string name = initializer.GetType().Name;
        Expressible.Require(owner, initializer);
        JsonNode? seed = initializer.Seed is { } number ? number : null;
        JsonObject config = initializer switch
        {
            Zeros or Ones => [],
            Constant constant => new JsonObject { ["value"] = Real(constant.Value) },
            RandomNormal normal => new JsonObject
            {
                ["seed"] = seed,
                ["mean"] = Real(normal.Mean),
                ["stddev"] = Real(normal.Stddev)
            },
            RandomUniform uniform => new JsonObject
            {
                ["seed"] = seed,
                ["minval"] = Real(uniform.Minval),
                ["maxval"] = Real(uniform.Maxval)
            },
            Orthogonal orthogonal => new JsonObject { ["seed"] = seed, ["gain"] = Real(orthogonal.Gain) },
            _ => new JsonObject { ["seed"] = seed, ["input_axes"] = null, ["output_axes"] = null },
        };
        return new JsonObject { ["module"] = "keras.initializers", ["class_name"] = name, ["config"] = config, ["registered_name"] = null };

        JsonNode Real(float value) => LayerWriter.Real(name, value);
    }
}
