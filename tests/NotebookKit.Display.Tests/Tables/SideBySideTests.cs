using NotebookKit.Display.Tests.Support;
using NotebookKit.Layers;

namespace NotebookKit.Display.Tests.Tables;

public class SideBySideTests
{
    private static readonly Tensor s_sequence =
        Tensor.Of([0.00767819f, 0.01597687f, 0.02480672f], new Shape(1, 3, 1)).WithAxes("batch", "time", "unit");
    private static readonly Tensor s_h = Tensor.Of([0.02480672f], new Shape(1, 1)).WithAxes("batch", "unit");
    private static readonly Tensor s_c = Tensor.Of([0.04864851f], new Shape(1, 1)).WithAxes("batch", "unit");

    [Fact]
    public void A_vector_that_every_step_repeats_is_not_called_the_last_step()
    {
        Tensor vector = Tensor.Of(1, 2, 3, 4).Reshape(2, 2);
        SideBySide view = Show.SideBySide(("one vector", vector), ("RepeatVector(3)", new Layers.RepeatVector(3).Apply(vector)));
        Assert.EndsWith("① one vector is every step of RepeatVector(3).", view.ToString());
    }

    [Fact]
    public void A_sequence_of_one_step_has_a_last_step()
    {
        Tensor vector = Tensor.Of(1, 2).Reshape(1, 2);
        Assert.EndsWith("① h is the last step of sequence.",
            Show.SideBySide(("h", vector), ("sequence", vector.Reshape(1, 1, 2))).ToString());
    }

    [Fact]
    public void The_last_step_of_an_LSTM_is_marked_as_its_h()
    {
        SideBySide view = Show.SideBySide(("sequence", s_sequence), ("state h", s_h), ("state c", s_c));
        Snapshot.Match(Notebook.Show(view)["text/html"], "html");
        Assert.EndsWith("① state h is the last step of sequence.", view.ToString());
    }

    [Fact]
    public void States_of_two_directions_are_found_in_the_halves_of_the_output()
    {
        Tensor both = Tensor.Of([1, 2, 30, 40, 5, 6, 70, 80], new Shape(1, 2, 4)).WithAxes("batch", "time", "unit");
        SideBySide view = Show.SideBySide(("output", both), ("forward h", Tensor.Of([5, 6], new Shape(1, 2)).WithAxes("batch", "unit")),
            ("backward h", Tensor.Of([30, 40], new Shape(1, 2)).WithAxes("batch", "unit")));
        Snapshot.Match(Notebook.Show(view)["text/html"], "html");
        Assert.Contains("① forward h is the first 2 units of the last step of output.", view.ToString());
        Assert.Contains("② backward h is the last 2 units of the first step of output.", view.ToString());
    }

    [Fact]
    public void Equal_outputs_are_marked_and_zeros_are_not()
    {
        SideBySide view =
            Show.SideBySide(("output", s_h), ("h", s_h.Clone()), ("c", s_c), ("zeros", Tensor.Zeros(1, 1)), ("none", Tensor.Zeros(1, 1)));
        Assert.Contains("① output and h are equal.", view.ToString());
        Assert.DoesNotContain("②", view.ToString());
    }

    [Fact]
    public void Names_stay_text()
    {
        string html = Notebook.Show(Show.SideBySide(("<script>", s_h), ("text", "<b>")))["text/html"];
        Assert.Contains("&lt;script&gt;", html);
        Assert.Contains("<pre>&lt;b&gt;</pre>", html);
        Assert.DoesNotContain("<script", html);
    }

    [Fact]
    public void Nothing_to_show_is_an_error()
    {
        Assert.Contains("nothing was given", Assert.Throws<ArgumentException>(() => Show.SideBySide()).Message);
        Assert.Contains("the value of 'h' is null", Assert.Throws<ArgumentException>(() => Show.SideBySide(("h", null!))).Message);
    }

    [Fact]
    public void Outputs_keep_their_names_and_stand_together()
    {
        var layer = new LSTM(1, returnSequences: true, returnState: true, name: "lstm");
        Outputs outputs = layer.Apply(Tensor.Of([0.1f, 0.2f, 0.3f], new Shape(1, 3, 1)));
        SideBySide view = Show.SideBySide(("both", outputs), ("h", outputs[1].Clone()));
        string html = Notebook.Show(view)["text/html"];
        Assert.Contains("<b>both</b> <span class=\"nk-quiet\">3 outputs</span>", html);
        Assert.Contains("<b>[1] h</b>", html);
        Assert.EndsWith("① The same values: both h, h, the last step of both output.", view.ToString());
        Assert.Contains("① h is the last step of output.", Notebook.Show(outputs)["text/html"]);
    }

    [Fact]
    public void A_model_names_what_its_layers_return()
    {
        var x = new Input([3, 1], "x");
        (SymbolicTensor? sequence, SymbolicTensor? h, SymbolicTensor? c) =
            new LSTM(2, returnSequences: true, returnState: true, name: "lstm").Apply(x);
        var model = new Model(x, [new Dense(1, name: "dense").Apply(sequence).Single(), h, c]);
        string html = Notebook.Show(model.Predict(Tensor.Ones(1, 3, 1)))["text/html"];
        foreach (string name in new[] { "[0] dense", "[1] lstm h", "[2] lstm c" })
            Assert.Contains($"<b>{name}</b>", html);
    }
}
