using System.Globalization;
using System.Text;
using System.Text.Json;
using NotebookKit.Display.Drawing;
using NotebookKit.Display.Traces;
using NotebookKit.Layers;

namespace NotebookKit.Display;

/// <summary>
/// A cell's diagram through which the reader moves step by step. Made by <see cref="TraceViews.Stepper"/>. The fragment is
/// plain HTML with its script inside, and asks nothing of the network. It opens at the step at which the state changes most.
/// </summary>
/// <remarks>Where scripts or HTML are stripped, <see cref="Picture"/> is what to show before it.</remarks>
/// <example><code>
/// TraceStepper stepper = lstm.Trace(x).Stepper(x);
/// display(stepper.Picture);
/// stepper
/// </code></example>
public sealed class TraceStepper
{
    private const int MostUnits = 16;
    private const int MostSteps = 256;

    private readonly CellTrace _trace;
    private readonly Tensor? _x;
    private readonly int _sample;
    private readonly CellDrawing _drawing;
    private readonly Dictionary<string, Tensor> _values;
    private readonly int _opened;

    internal TraceStepper(CellTrace trace, Tensor? x, int sample)
    {
        (_trace, _x, _sample) = (trace, x, sample);
        _drawing = CellDrawing.For(trace.Names) ?? throw new ArgumentException(
            $"Stepper: there are diagrams for LSTM, GRU and SimpleRNN cells; {trace.LayerKind} '{trace.LayerName}' has the quantities "
                + $"{string.Join(", ", trace.Names)}. Plot() shows any cell.");
        _values = trace.Quantities.ToDictionary(q => q.Name, q => q.Values);
        (_opened, int? second) = Busiest();
        Picture = StillPicture(second);
    }

    /// <summary>The diagram at the two steps at which the state of the first unit changes most, one below the other.</summary>
    public Picture Picture { get; }

    private int Time => Math.Min(_trace.Quantities[0].Values.Shape[1], MostSteps);

    private int Units => Math.Min(_trace.Quantities[0].Values.Shape[2], MostUnits);

    /// <summary>Every quantity at every step, for the first unit, as a table of text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{_trace.LayerKind} '{_trace.LayerName}', sample {_sample}, unit 0\n");
        string[][] rows = [["t", .. _trace.Names], .. Enumerable.Range(0, Time).Select(t =>
            (string[])[t.ToString(CultureInfo.InvariantCulture), .. _trace.Names.Select(n => Number(At(n, t, 0)))])];
        foreach (string[] row in rows)
        {
            text.Append(string.Join("  ", row.Select((cell, i) => cell.PadLeft(rows.Max(r => r[i].Length))))).Append('\n');
        }
        return text.ToString().TrimEnd('\n');
    }

    internal string ToHtml()
    {
        int last = Time - 1;
        string title = $"Step by step through {_trace.LayerKind} '{_trace.LayerName}'";
        string svg = _drawing.Draw(
            title, $"The diagram of the cell with the numbers that flow through it at time step {_opened}, unit 0. {Sentence(_opened, 0)}",
            slot => Text(slot, _opened, 0));
        string data = JsonSerializer.Serialize(new
        {
            slots = Enumerable.Range(0, Units)
                .Select(unit => Enumerable.Range(0, Time).Select(t => _drawing.Slots.Select(s => Text(s.Text, t, unit)))),
            spoken = Enumerable.Range(0, Units).Select(unit => Enumerable.Range(0, Time).Select(t => Sentence(t, unit))),
        });
        StringBuilder html = new StringBuilder(
            $"<div class=\"nkh nk-stepper\" data-nk-stepper=\"{Markup.Escape(data)}\">").Append(HtmlStyle.Sheet)
            .Append(StepperScript.Style)
            .Append($"<p><b>{Markup.Escape(title)}</b></p>")
            .Append("<div class=\"nk-controls\" hidden><button type=\"button\" data-by=\"-1\" aria-label=\"previous time step\">◀</button>")
            .Append($"<input type=\"range\" min=\"0\" max=\"{last}\" step=\"1\" value=\"{_opened}\" autocomplete=\"off\" "
                + "aria-label=\"time step\">")
            .Append("<button type=\"button\" data-by=\"1\" aria-label=\"next time step\">▶</button>");
        if (Units > 1)
        {
            html.Append("<label>unit <select autocomplete=\"off\">");
            for (int unit = 0; unit < Units; unit++)
            {
                html.Append($"<option>{unit}</option>");
            }
            html.Append("</select></label>");
        }
        html.Append("</div>").Append($"<p class=\"nk-now\" aria-live=\"polite\">{Markup.Escape(Sentence(_opened, 0))}</p>").Append(svg)
            .Append("<script>").Append(StepperScript.Code).Append("</script></div>");
        return html.ToString();
    }

    // Before the first step the state is taken as zero, as it is where no other was handed in. NaN is never more than another change.
    private (int First, int? Second) Busiest()
    {
        string state = _values.ContainsKey("c") ? "c" : "h";
        int[] order = [.. Enumerable.Range(0, Time).OrderByDescending(t => Change(t)).Take(2)];
        return (order[0], order.Length > 1 ? order[1] : null);

        double Change(int t)
        {
            double change = Math.Abs(At(state, t, 0) - (t == 0 ? 0 : At(state, t - 1, 0)));
            return double.IsNaN(change) ? -1 : change;
        }
    }

    private Picture StillPicture(int? second)
    {
        const double heading = 34;
        int[] steps = second is { } other ? [.. new[] { _opened, other }.Order()] : [_opened];
        var svg = new Svg(CellDrawing.Width, steps.Length * (heading + _drawing.Height));
        for (int i = 0; i < steps.Length; i++)
        {
            int t = steps[i];
            svg.Group($"transform=\"translate(0 {Markup.Number(i * (heading + _drawing.Height))})\"");
            string most = t == _opened && Time > 1 ? ", at which the state changes most" : "";
            svg.Text(24, 24, $"Step {t} of {Time - 1}{most}", size: 13, bold: true);
            svg.Group($"transform=\"translate(0 {Markup.Number(heading)})\"");
            _drawing.DrawInto(svg, slot => Text(slot, t, 0), moves: false);
            svg.End().End();
        }

        string when = steps.Length > 1 ? "at two time steps" : "at one time step";
        string description = $"The diagram of the cell with the numbers that flow through it, {when}. "
            + string.Join(" ", steps.Select(t => $"{Sentence(t, 0)}."));
        return new Picture(svg.ToString($"Inside {_trace.LayerKind} '{_trace.LayerName}', step by step", description), description);
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
        {
            return "";
        }
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

    /// <summary>The third format is for what rounds to zero: f·c of the first step is a difference and may be a tiny negative
    /// number.</summary>
    private static string Number(double value) => value.ToString("0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture).Replace('-', '−');
}
