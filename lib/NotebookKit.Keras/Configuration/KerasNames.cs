using System.Text.Json;
using System.Text.RegularExpressions;

namespace NotebookKit.Keras.Configuration;

/// <summary>How Keras makes one name of another.</summary>
internal static partial class KerasNames
{
    /// <summary>A class's name in Keras: Functional for a model of layers, InputLayer for an input, else that of the layer here.</summary>
    public static string Class(Layer layer) => layer switch
    {
        Layers.Input => "InputLayer",
        Sequential => "Sequential",
        Model => "Functional",
        _ => layer.Kind,
    };

    /// <summary>A class's name as the path of its weights has it: LSTM is lstm, TimeDistributed time_distributed, PReLU p_re_lu.</summary>
    public static string ClassPath(string className) =>
        LowerThenUpper().Replace(WordStart().Replace(className, "$1_$2"), "$1_$2").ToLowerInvariant();

    /// <summary>The setting of a constructor's parameter; two are called otherwise here than in Keras.</summary>
    public static string Setting(string className, string parameter) => (className, parameter) switch
    {
        (_, "keepDims") => "keepdims",
        ("Normalization", "axes") => "axis",
        _ => SnakeCase(parameter),
    };

    /// <summary>A parameter's name as a setting in a file: returnSequences is return_sequences.</summary>
    public static string SnakeCase(string parameter) => JsonNamingPolicy.SnakeCaseLower.ConvertName(parameter);

    [GeneratedRegex("(.)([A-Z][a-z]+)")]
    private static partial Regex WordStart();

    [GeneratedRegex("([a-z])([A-Z])")]
    private static partial Regex LowerThenUpper();
}
