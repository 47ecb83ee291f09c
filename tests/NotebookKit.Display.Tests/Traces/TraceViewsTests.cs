using NotebookKit.Display.Tests.Support;
using NotebookKit.Layers;

namespace NotebookKit.Display.Tests.Traces;

public class TraceViewsTests
{
    private static readonly Tensor s_x =
        Tensor.Of([.. Enumerable.Range(0, 12).Select(i => MathF.Round(MathF.Sin(i) * 2, 3))], new Shape(2, 6, 1));

    [Fact]
    public void An_LSTM_is_drawn_with_its_gates_and_both_states() => Match(Layer(new LSTM(2, name: "lstm")));

    [Fact]
    public void A_GRU_is_drawn_with_its_gates_and_its_state() => Match(Layer(new GRU(1, name: "gru")));

    [Fact]
    public void A_SimpleRNN_is_drawn_with_its_state_and_its_name_as_text() => Match(Layer(new SimpleRNN(3, name: "<script>")));

    [Fact]
    public void Many_units_are_tinted_rows() =>
        Snapshot.Match(Layer(new LSTM(20, name: "lstm")).Trace(s_x).Plot(sample: 1).ToSvg(), "svg");

    [Fact]
    public void A_long_trace_of_many_units_stays_small()
    {
        CellTrace trace = new LSTM(64, name: "lstm").Trace(Tensor.RandomNormal(new Shape(1, 400, 3), seed: 1));
        Assert.InRange(trace.Plot().ToSvg().Length, 10_000, 900_000);
    }

    [Fact]
    public void A_trace_shows_itself_as_its_plot()
    {
        CellTrace trace = Layer(new LSTM(2, name: "lstm")).Trace(s_x);
        IReadOnlyDictionary<string, string> bundle = Notebook.Show(trace);
        Assert.Equal(trace.Plot().ToSvg(), bundle["image/svg+xml"]);
        Assert.Equal(trace.ToString(), bundle["text/plain"]);
    }

    [Fact]
    public void The_stepper_shows_the_numbers_of_the_layer()
    {
        RNN layer = Layer(new LSTM(1, name: "lstm"));
        CellTrace trace = layer.Trace(s_x);
        string text = trace.Stepper(s_x).ToString();
        float h = ((Tensor)layer.Apply(s_x))[0, 0].Item();
        Assert.EndsWith(h.ToString("0.0000").Replace('-', '−'), text.Split('\n')[^1]);
    }

    [Fact]
    public void The_stepper_opens_where_the_state_changes_most_and_its_picture_shows_the_two_busiest_steps()
    {
        // A memory that takes in a 1 at step 2 and lets go of it at step 9.
        float[] values = new float[24];
        (values[4], values[19]) = (1, 1);
        var signal = Tensor.Of(values, new Shape(1, 12, 2));
        var memory = new LSTM(1, name: "memory");
        memory.EnsureBuilt(signal.Shape);
        memory.SetWeights(
            Tensor.Of(new[,] { { 10f, 0f, 5f, 0f }, { 0f, -10f, 0f, 0f } }), Tensor.Zeros(1, 4), Tensor.Of(-5f, 5f, 0f, 5f));
        TraceStepper stepper = memory.Trace(signal).Stepper(signal);

        string html = Notebook.Show(stepper)["text/html"];
        Assert.Contains("<p class=\"nk-now\" aria-live=\"polite\">time 2 of 11: i 0.9933", html);
        Assert.Contains(" value=\"2\" ", html);
        string svg = Notebook.Show(stepper.Picture)["image/svg+xml"];
        Snapshot.Match(svg, "svg");
        Assert.Contains("Step 2 of 11, at which the state changes most<", svg);
        Assert.Contains(">Step 9 of 11<", svg);
        Assert.DoesNotContain("data-slot", svg);
        Assert.Contains("time 9 of 11: i 0.0067", stepper.Picture.ToString());
    }

    [Fact]
    public void A_stepper_of_one_step_and_one_of_no_numbers_have_a_picture()
    {
        var one = new GRU(1, name: "gru");
        Assert.Contains(">Step 0 of 0<", one.Trace(Tensor.Zeros(1, 1, 1)).Stepper().Picture.ToSvg());
        one.SetWeights([.. one.Weights.Select(weight => Tensor.Full(weight.Shape, float.NaN))]);
        Assert.Contains(">Step 0 of 2, ", one.Trace(Tensor.Zeros(1, 3, 1)).Stepper().Picture.ToSvg());
    }

    [Fact]
    public void Wrong_arguments_are_named()
    {
        CellTrace trace = Layer(new LSTM(2, name: "lstm")).Trace(s_x);
        Assert.Contains("has samples 0 to 1", Assert.Throws<ArgumentOutOfRangeException>(() => trace.Plot(2)).Message);
        Assert.Contains("expects the input that the trace was made with, (2, 6, features); received shape (1, 6, 1)",
            Assert.Throws<ArgumentException>(() => trace.Stepper(Tensor.Zeros(1, 6, 1))).Message);
    }

    private static void Match(RNN layer, [System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        CellTrace trace = layer.Trace(s_x);
        Snapshot.Match(Notebook.Show(trace.Plot())["image/svg+xml"], "svg", test: test);
        Snapshot.Match(Notebook.Show(trace.Stepper(s_x))["text/html"], "html", test: test);
    }

    /// <summary>A layer whose weights are round numbers, the same on every machine.</summary>
    private static RNN Layer(RNN layer)
    {
        layer.EnsureBuilt(s_x.Shape);
        layer.SetWeights([.. layer.Weights.Select((w, k) => Tensor.Of(
            [.. Enumerable.Range(0, w.Shape.Size).Select(i => MathF.Round(MathF.Cos((i * 1.7f) + k), 2) / 2)], w.Shape))]);
        return layer;
    }
}
