using System.Globalization;
using System.Text;
using System.Text.Json;
using NotebookKit.Display.Drawing;
using NotebookKit.Display.Traces;
using NotebookKit.Layers;

namespace NotebookKit.Display;

/// <summary>
/// A cell's diagram through which the reader moves step by step. Made by <see cref="TraceViews.Stepper"/>. The fragment is
/// plain HTML with its script inside, and asks nothing of the network.
/// </summary>
public sealed class TraceStepper
{
    private const int MostUnits = 16;
    private const int MostSteps = 256;

    private readonly CellTrace _trace;
    private readonly Tensor? _x;
    private readonly int _sample;
    private readonly CellDrawing _drawing;
    private readonly Dictionary<string, Tensor> _values;

    internal TraceStepper(CellTrace trace, Tensor? x, int sample)
    {
        (_trace, _x, _sample) = (trace, x, sample);
        _drawing = CellDrawing.For(trace.Names) ?? throw new ArgumentException(
            $"Stepper: there are diagrams for LSTM, GRU and SimpleRNN cells; {trace.LayerKind} '{trace.LayerName}' has the quantities {string.Join(", ", trace.Names)}. Plot() shows any cell.");
        _values = trace.Quantities.ToDictionary(q => q.Name, q => q.Values);
    }

    private int Time => Math.Min(_trace.Quantities[0].Values.Shape[1], MostSteps);

    private int Units => Math.Min(_trace.Quantities[0].Values.Shape[2], MostUnits);

    /// <summary>Every quantity at every step, for the first unit, as a table of text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{_trace.LayerKind} '{_trace.LayerName}', sample {_sample}, unit 0\n");
        string[][] rows = [["t", .. _trace.Names], .. Enumerable.Range(0, Time).Select(t =>
            (string[])[t.ToString(CultureInfo.InvariantCulture), .. _trace.Names.Select(n => Number(At(n, t, 0)))])];
        foreach (string[] row in rows)
            text.Append(string.Join("  ", row.Select((cell, i) => cell.PadLeft(rows.Max(r => r[i].Length))))).Append('\n');
        return text.ToString().TrimEnd('\n');
    }

    internal string ToHtml()
    {
        int last = Time - 1;
        string title = $"Step by step through {_trace.LayerKind} '{_trace.LayerName}'";
        string svg = _drawing.Draw(title, $"The diagram of the cell with the numbers that flow through it at time step {last}, unit 0. {Sentence(last, 0)}",
            slot => Text(slot, last, 0));
        string data = JsonSerializer.Serialize(new
        {
            slots = Enumerable.Range(0, Units).Select(unit => Enumerable.Range(0, Time).Select(t => _drawing.Slots.Select(s => Text(s, t, unit)))),
            spoken = Enumerable.Range(0, Units).Select(unit => Enumerable.Range(0, Time).Select(t => Sentence(t, unit))),
        });
        var html = new StringBuilder($"<div class=\"nkh nk-stepper\" data-nk-stepper=\"{Markup.Escape(data)}\">").Append(HtmlStyle.Sheet)
            .Append(StepperScript.Style)
            .Append($"<p><b>{Markup.Escape(title)}</b></p>")
            .Append("<div class=\"nk-controls\" hidden><button type=\"button\" data-by=\"-1\" aria-label=\"previous time step\">◀</button>")
            .Append($"<input type=\"range\" min=\"0\" max=\"{last}\" step=\"1\" value=\"{last}\" aria-label=\"time step\">")
            .Append("<button type=\"button\" data-by=\"1\" aria-label=\"next time step\">▶</button>");
        if (Units > 1)
        {
            html.Append("<label>unit <select>");
            for (int unit = 0; unit < Units; unit++)
                html.Append($"<option>{unit}</option>");
            html.Append("</select></label>");
        }
        html.Append("</div>").Append($"<p class=\"nk-now\" aria-live=\"polite\">{Markup.Escape(Sentence(last, 0))}</p>").Append(svg)
            .Append("<script>").Append(StepperScript.Code).Append("</script></div>");
        return html.ToString();
    }

    /// <summary>The number in a slot of the diagram, as text.</summary>
    private string Text(string slot, int t, int unit) => slot switch
    {
        "x" => Input(t),
        "c before" => t == 0 ? "start" : Number(At("c", t - 1, unit)),
        "h before" => t == 0 ? "start" : Number(At("h", t - 1, unit)),
        "i·g" => Number(At("i", t, unit) * At("g", t, unit)),
        "f·c" => Number(At("c", t, unit) - (At("i", t, unit) * At("g", t, unit))),
        "1−z" => Number(1 - At("z", t, unit)),
        "(1−z)·candidate" => Number((1 - At("z", t, unit)) * At("candidate", t, unit)),
        "z·h" => Number(At("h", t, unit) - ((1 - At("z", t, unit)) * At("candidate", t, unit))),
        _ => Number(At(slot, t, unit)),
    };

    private string Sentence(int t, int unit) => $"time {t} of {Time - 1}" + (Units > 1 ? $", unit {unit}" : "") + ": " +
        string.Join(", ", _trace.Names.Select(n => $"{n} {Number(At(n, t, unit))}"));

    private string Input(int t)
    {
        if (_x is null)
            return "";
        int features = _x.Shape[2];
        IEnumerable<string> shown = Enumerable.Range(0, Math.Min(features, 4))
            .Select(f => Markup.Readable(Math.Round(_x.Values[(((_sample * _x.Shape[1]) + t) * features) + f], 4)));
        return "[" + string.Join(", ", shown) + (features > 4 ? ", …]" : "]");
    }

    private double At(string name, int t, int unit)
    {
        Tensor values = _values[name];
        return values.Values[(((_sample * values.Shape[1]) + t) * values.Shape[2]) + unit];
    }

    /// <summary>The third format is for what rounds to zero: f·c of the first step is a difference and may be a tiny negative number.</summary>
    private static string Number(double value) => value.ToString("0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture).Replace('-', '−');
}
