using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NotebookKit.Display;
using NotebookKit.Display.Drawing;

namespace NotebookKit.Lessons;

/// <summary>
/// Switches for everything that decides what a recurrent layer returns, and at once how many tensors come back, which is which,
/// their shapes, and the layer unrolled with the parts that are handed out drawn bold. Plain HTML with its script inside.
/// </summary>
/// <remarks>
/// What it says of each setting is asked of the library when the fragment is made; the script only chooses. Where scripts or
/// HTML are stripped, <see cref="Picture"/> is what to show before it.
/// </remarks>
/// <example><code>
/// var flags = new FlagExplorer();
/// display(flags.Picture);
/// flags
/// </code></example>
public sealed class FlagExplorer
{
    private const int Batch = 4, Time = 5, Units = 2;

    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly FlagChoice s_first = new("LSTM", Sequences: true, State: true, Backwards: false, Both: false);

    /// <summary>The four pairs of the two flags that are asked about most, as a still picture.</summary>
    public Picture Picture { get; } = FlagPairs.Draw(Batch, Time, Units);

    /// <summary>What the explorer says before anything is switched.</summary>
    public override string ToString() =>
        $"{s_first.CSharp().Replace("(u", $"({Units}", StringComparison.Ordinal)}\n"
        + string.Join("\n", s_first.Tensors().Select(Sentence));

    /// <summary>A shape with lengths in the place of its letters.</summary>
    internal static string Written(string shape, int batch, int time, int units)
    {
        IEnumerable<int> lengths = shape.Trim('(', ')').Split(", ")
            .Select(letter => letter switch { "b" => batch, "t" => time, "u" => units, _ => 2 * units });
        return $"({string.Join(", ", lengths)})";
    }

    internal string ToHtml()
    {
        string data = JsonSerializer.Serialize(
            FlagChoice.All.ToDictionary(choice => choice.Key, choice => new
            {
                tensors = choice.Tensors().Select(tensor => new[] { tensor.Name, tensor.Shape, tensor.Meaning }),
                csharp = choice.CSharp(),
                keras = choice.Keras(),
            }),
            s_json);
        IReadOnlyList<(string Name, string Shape, string Meaning)> tensors = s_first.Tensors();
        string sentence = $"{tensors.Count} tensors come back from x of shape ({Batch}, {Time}, features).";
        string description = sentence + " "
            + string.Join(". ", tensors.Select(Sentence)) + ".";
        StringBuilder html = new StringBuilder($"<div class=\"nkh nk-explorer\" data-nk-explorer=\"{Markup.Escape(data)}\">")
            .Append(HtmlStyle.Sheet).Append(FlagScript.Style)
            .Append("<p><b>What comes back?</b></p><div class=\"nk-controls\" hidden>")
            .Append("<label>cell <select data-field=\"cell\">").AppendJoin("", FlagChoice.Cells.Select(cell => $"<option>{cell}</option>"))
            .Append("</select></label>");
        foreach ((string name, int length) in new[] { ("units", Units), ("batch", Batch), ("time", Time) })
        {
            html.Append($"<label>{name} <input type=\"number\" min=\"1\" max=\"9999\" value=\"{length}\" data-field=\"{name}\"></label>");
        }

        foreach ((string name, string field, bool on) in new[]
        {
            ("return_sequences", "sequences", s_first.Sequences), ("return_state", "state", s_first.State),
            ("go_backwards", "backwards", s_first.Backwards), ("Bidirectional", "both", s_first.Both),
        })
        {
            html.Append($"<label><input type=\"checkbox\" data-field=\"{field}\"{(on ? " checked" : "")}> {name}</label>");
        }

        html.Append($"</div><p class=\"nk-now\" aria-live=\"polite\">{sentence}</p><div class=\"nk-beside\">")
            .Append(new FlagPicture(s_first, Time, moves: true).Draw("The layer, unrolled", description))
            .Append("<div><table><thead><tr><th scope=\"col\">tensor</th><th scope=\"col\">shape</th>")
            .Append("<th scope=\"col\">what it is</th></tr></thead><tbody>");
        foreach ((string name, string shape, string meaning) in tensors)
        {
            html.Append($"<tr><td>{name}</td><td>{Written(shape, Batch, Time, Units)}</td><td>{Markup.Escape(meaning)}</td></tr>");
        }

        return html.Append("</tbody></table><p class=\"nk-quiet\">C#</p><pre data-code=\"csharp\">")
            .Append(Markup.Escape(Code(s_first.CSharp())))
            .Append("</pre><p class=\"nk-quiet\">Keras</p><pre data-code=\"keras\">").Append(Markup.Escape(Code(s_first.Keras())))
            .Append("</pre></div></div><script>").Append(FlagScript.Code).Append("</script></div>").ToString();
    }

    private static string Sentence((string Name, string Shape, string Meaning) tensor) =>
        $"{tensor.Name} {Written(tensor.Shape, Batch, Time, Units)}: {tensor.Meaning}";

    private static string Code(string line) => line.Replace("(u", FormattableString.Invariant($"({Units}"), StringComparison.Ordinal);
}
