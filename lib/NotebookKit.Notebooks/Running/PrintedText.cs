using System.Text;
using System.Text.Json.Nodes;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Running;

/// <summary>What a cell printed and showed, as a terminal would have shown it.</summary>
internal static class PrintedText
{
    private const int MaxText = 1 << 16;

    /// <summary>
    /// The texts of its streams and of its displays (where they have one that is plain), in order, without its error. Of a
    /// very long one the end, since what matters was printed last.
    /// </summary>
    public static string Of(NotebookCell cell)
    {
        var text = new StringBuilder();
        foreach (JsonObject output in cell.Outputs.OfType<JsonObject>())
        {
            string? shown = (string?)output["output_type"] switch
            {
                "stream" => MultilineText.Join(output["text"]),
                "display_data" or "execute_result" => Plain(output["data"] as JsonObject),
                _ => null,
            };
            if (string.IsNullOrEmpty(shown))
            {
                continue;
            }

            // A display stands on lines of its own.
            if (text.Length > 0 && text[^1] != '\n' && (string?)output["output_type"] != "stream")
            {
                text.Append('\n');
            }

            text.Append(shown.Length <= MaxText ? shown : shown[^MaxText..]);
            if ((string?)output["output_type"] != "stream" && text[^1] != '\n')
            {
                text.Append('\n');
            }

            if (text.Length > 2 * MaxText)
            {
                text.Remove(0, text.Length - MaxText);
            }
        }

        return MultilineText.Overwritten(text.ToString());
    }

    private static string? Plain(JsonObject? data) =>
        data?["text/plain"] is { } plain ? MultilineText.Join(plain)
        : data is { Count: > 0 } ? $"({string.Join(", ", data.Select(member => member.Key))})"
        : null;
}
