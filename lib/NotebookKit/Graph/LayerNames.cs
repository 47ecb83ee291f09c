using System.Text;

namespace NotebookKit;

/// <summary>Gives layers their automatic names as Keras does: <c>lstm</c>, <c>lstm_1</c>, <c>time_distributed</c>.</summary>
public static class LayerNames
{
    private static readonly Lock s_gate = new();
    private static readonly Dictionary<string, int> s_counts = [];

    /// <summary>Starts counting anew, as <c>keras.backend.clear_session</c> does.</summary>
    public static void Reset()
    {
        lock (s_gate)
            s_counts.Clear();
    }

    internal static string Next(Type type)
    {
        // Keras calls these two by the classes behind them, InputLayer and Functional.
        string stem = type == typeof(Layers.Input) ? "input_layer" : type == typeof(Model) ? "functional" : SnakeCase(type.Name);
        lock (s_gate)
        {
            int count = s_counts.GetValueOrDefault(stem);
            s_counts[stem] = count + 1;
            return count == 0 ? stem : $"{stem}_{count}";
        }
    }

    /// <summary>TimeDistributed becomes time_distributed, LSTM lstm, SimpleRNN simple_rnn.</summary>
    internal static string SnakeCase(string name)
    {
        var text = new StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            bool startsWord = i > 0 && char.IsUpper(name[i])
                && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord)
                text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }
        return text.ToString();
    }
}
