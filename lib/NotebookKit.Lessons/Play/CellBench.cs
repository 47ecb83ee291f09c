using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NotebookKit.Display;
using NotebookKit.Display.Drawing;

namespace NotebookKit.Lessons;

/// <summary>
/// A recurrent cell of one unit on a bench: sliders for what it reads and for every weight of an LSTM or a GRU, and its gates,
/// c and h over six steps. Plain HTML with its script inside.
/// </summary>
/// <remarks>
/// The numbers are those of the library's layers (a GRU's second bias is 0). Where scripts or HTML are stripped,
/// <see cref="Picture"/> is what to show before it.
/// </remarks>
/// <example><code>
/// var bench = new CellBench();
/// display(bench.Picture);
/// bench
/// </code></example>
public sealed class CellBench
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The three settings of the LSTM beside each other, as a still picture.</summary>
    public Picture Picture { get; } = BenchPicture.Presets();

    /// <summary>What the cell computes for the first setting, a line a quantity.</summary>
    public override string ToString() => string.Join("\n", BenchPreset.All[0].Setting.Trace()
        .Select(row => $"{row.Letter}  {string.Join("  ", row.Values.Select(BenchPicture.Text))}"));

    internal string ToHtml()
    {
        string[] cells = ["LSTM", "GRU"];
        string data = JsonSerializer.Serialize(
            new
            {
                cells = cells.ToDictionary(cell => cell, cell => new
                {
                    gates = BenchSetting.Gates(cell).Select(gate => new[] { gate.Letter, gate.Name }),
                    rows = BenchPreset.All.First(preset => preset.Setting.Cell == cell).Setting.Trace().Select(row => row.Letter),
                }),
                presets = BenchPreset.All.Select(preset => new
                {
                    name = preset.Name,
                    cell = preset.Setting.Cell,
                    inputs = preset.Setting.Inputs,
                    weights = preset.Setting.Weights,
                    note = preset.Note,
                }),
            },
            s_json);
        BenchPreset first = BenchPreset.All[0];
        string description = string.Join(". ", first.Setting.Trace()
            .Select(row => $"{row.Letter}: {string.Join(", ", row.Values.Select(BenchPicture.Text))}")) + ".";
        StringBuilder html = new StringBuilder($"<div class=\"nkh nk-bench\" data-nk-bench=\"{Markup.Escape(data)}\">")
            .Append(HtmlStyle.Sheet).Append(BenchScript.Style)
            .Append("<p><b>A cell on the bench</b></p><div class=\"nk-controls\" hidden><div class=\"nk-line\"><label>cell <select>")
            .AppendJoin("", cells.Select(cell => $"<option>{cell}</option>")).Append("</select></label>");
        foreach (string name in BenchPreset.All.Select(preset => preset.Name).Distinct())
        {
            html.Append($"<button type=\"button\" data-preset=\"{name}\" aria-pressed=\"false\">{name}</button>");
        }

        html.Append("</div></div>")
            .Append($"<p class=\"nk-now\" aria-live=\"polite\">{Markup.Escape(first.Note)}</p><div class=\"nk-beside\">")
            .Append(BenchPicture.Draw(first.Setting, "The cell over six steps", description))
            .Append("<div class=\"nk-controls\" hidden><p class=\"nk-head\">what it reads, step by step</p><div class=\"nk-inputs\">");
        for (int step = 0; step < BenchSetting.Steps; step++)
        {
            html.Append($"<label>x({step}) <span><output></output></span><input type=\"range\" min=\"-2\" max=\"2\" step=\"0.1\" "
                + $"value=\"0\" data-input aria-label=\"input at step {step}\"></label>");
        }

        return html.Append("</div><div class=\"nk-sliders\"><span class=\"nk-head\">gate</span><span class=\"nk-head\">weight of x</span>")
            .Append("<span class=\"nk-head\">weight of h</span><span class=\"nk-head\">bias</span></div></div></div>")
            .Append("<script>").Append(BenchScript.Code).Append("</script></div>").ToString();
    }
}
