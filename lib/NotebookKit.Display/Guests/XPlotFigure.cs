using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NotebookKit.Display.Guests;

/// <summary>
/// A chart of XPlot.Plotly as a Plotly figure, read from the script that its public <c>GetPlottingJS</c> writes:
/// <c>var data = […]; var layout = {…};</c>, both strict JSON, numbers that JSON has not as texts.
/// </summary>
/// <param name="Data">The traces.</param>
/// <param name="Layout">What stands around them; not an object when the chart has none.</param>
internal sealed record XPlotFigure(JsonElement Data, JsonElement Layout)
{
    /// <summary>Reads the script.</summary>
    /// <exception cref="FormatException">The script is not one of XPlot's.</exception>
    public static XPlotFigure Parse(string script) => new(Value(script, "var data = "), Value(script, "var layout = "));

    /// <summary>The figure as JSON. The page's id of the chart, which is another one each time, is not part of it.</summary>
    public string ToJson() => new JsonObject
    {
        ["data"] = WithGaps(Data),
        ["layout"] = Layout.ValueKind == JsonValueKind.Object ? WithGaps(Layout) : new JsonObject(),
    }.ToJsonString();

    private static JsonElement Value(string script, string declaration)
    {
        int start = script.IndexOf(declaration, StringComparison.Ordinal);
        if (start < 0)
            throw new FormatException($"The script of an XPlot chart has no '{declaration.Trim()}'; expected what XPlot.Plotly 4 writes.");
        byte[] rest = Encoding.UTF8.GetBytes(script[(start + declaration.Length)..]);
        try
        {
            // What stands behind the value is script, which the reader does not look at.
            var reader = new Utf8JsonReader(rest, new JsonReaderOptions { AllowMultipleValues = true });
            return JsonElement.ParseValue(ref reader);
        }
        catch (JsonException error)
        {
            throw new FormatException($"The script of an XPlot chart has no JSON behind '{declaration.Trim()}': {error.Message}", error);
        }
    }

    /// <summary>A gap is null to Plotly; among numbers, the text "NaN" would be a category.</summary>
    private static JsonNode? WithGaps(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(
            element.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, WithGaps(property.Value)))),
        JsonValueKind.Array when element.EnumerateArray().All(IsNumber) => new JsonArray(
            [.. element.EnumerateArray().Select(item => IsNoNumber(item) ? null : JsonValue.Create(item))]),
        JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select(WithGaps)]),
        _ => JsonValue.Create(element),
    };

    /// <summary>Whether an entry may stand in a list of numbers.</summary>
    public static bool IsNumber(JsonElement item) => item.ValueKind is JsonValueKind.Number or JsonValueKind.Null || IsNoNumber(item);

    /// <summary>Whether an entry stands for a number that JSON has not.</summary>
    public static bool IsNoNumber(JsonElement item) =>
        item.ValueKind == JsonValueKind.String && item.GetString() is "NaN" or "Infinity" or "-Infinity";
}
