using System.Buffers;
using System.Text;
using System.Text.Json;

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
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WritePropertyName("data");
            Write(json, Data);
            json.WritePropertyName("layout");
            if (Layout.ValueKind == JsonValueKind.Object)
            {
                Write(json, Layout);
            }
            else
            {
                json.WriteStartObject();
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

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
    private static void Write(Utf8JsonWriter json, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    json.WritePropertyName(property.Name);
                    Write(json, property.Value);
                }
                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                bool numbers = element.EnumerateArray()
                    .All(item => item.ValueKind is JsonValueKind.Number or JsonValueKind.Null || IsNoNumber(item));
                json.WriteStartArray();
                foreach (JsonElement item in element.EnumerateArray())
                {
                    if (numbers && IsNoNumber(item))
                        json.WriteNullValue();
                    else
                        Write(json, item);
                }
                json.WriteEndArray();
                break;
            default:
                element.WriteTo(json);
                break;
        }
    }

    /// <summary>Whether an entry stands for a number that JSON has not.</summary>
    public static bool IsNoNumber(JsonElement item) =>
        item.ValueKind == JsonValueKind.String && item.GetString() is "NaN" or "Infinity" or "-Infinity";
}
