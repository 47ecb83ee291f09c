using NotebookKit.Display.Tests.Support;
using NotebookKit.Layers;

namespace NotebookKit.Display.Tests.Tables;

public class TensorViewTests
{
    [Fact]
    public void A_sequence_is_a_table_of_its_time_steps() =>
        Match(Tensor.Of([-0.02145359f, -0.0540871f, -0.09228823f], new Shape(1, 3, 1)).WithAxes("batch", "time", "unit"));

    [Fact]
    public void Two_samples_are_two_tables() =>
        Match(Tensor.Of([.. Enumerable.Range(0, 24).Select(i => (i - 12) / 10f)], new Shape(2, 4, 3)).WithAxes("batch", "time", "unit"));

    [Fact]
    public void A_batch_of_vectors_has_a_row_for_each_sample() =>
        Match(Tensor.Of([0.1f, -0.2f, 0, 2, float.NaN, float.PositiveInfinity], new Shape(3, 2)).WithAxes("batch", "unit"));

    [Fact]
    public void A_vector_is_one_row() => Match(Tensor.Of(1, 2, 3.5f));

    [Fact]
    public void A_tensor_without_axes_is_its_number() => Match(Tensor.Scalar(-0.5f));

    [Fact]
    public void A_tensor_without_elements_shows_its_shape() => Match(Tensor.Zeros(0, 3));

    [Fact]
    public void Four_axes_are_tables_of_the_last_two() =>
        Match(Tensor.Of([.. Enumerable.Range(0, 16).Select(i => (float)i)], new Shape(2, 2, 2, 2)));

    [Fact]
    public void Long_axes_show_their_ends() =>
        Match(Tensor.Of([.. Enumerable.Range(0, 40 * 7 * 20).Select(i => MathF.Round(MathF.Sin(i), 3))], new Shape(40, 7, 20))
        .WithAxes("batch", "time", "unit"));

    [Fact]
    public void Very_small_numbers_keep_their_digits() =>
        Match(Tensor.Of([-2.0248523e-04f, -1.0290105e-04f, 3.6e-05f, 0], new Shape(2, 2)));

    [Fact]
    public void Three_axes_without_names_are_counted() =>
        Match(Tensor.Of([.. Enumerable.Range(0, 8).Select(i => (float)i)], new Shape(2, 2, 2)));

    [Fact]
    public void Axes_are_called_what_they_are()
    {
        var tokens = Tensor.Of(new float[,] { { 1, 2, 0 }, { 2, 0, 0 } });
        var lstm = new LSTM(2, returnSequences: true, returnState: true);
        Tensor embedded = new Embedding(3, 4, maskZero: true).Apply(tokens);
        (Tensor? sequence, Tensor? h, Tensor _) = lstm.Apply(embedded);
        var dense = new Dense(3);
        Tensor answers = dense.Apply(h);
        answers.Sum().Backward();
        (Tensor _, Tensor? scores) = new Attention(returnAttentionScores: true).Apply([sequence, sequence]);
        Assert.Equal(
            [
                "tokens: (2, 3) · row, column", "embedded: (2, 3, 4) · batch, time, unit", "mask: (2, 3) · batch, time",
                "sequence: (2, 3, 2) · batch, time, unit",
                "part: (2, 2) · batch, unit", "h: (2, 2) · batch, unit", "kernel: (4, 8) · input, column",
                "recurrent kernel: (2, 8) · unit, column", "bias: (8,) · index",
                "Dense's kernel: (2, 3) · input, unit", "its gradient: (2, 3) · input, unit", "Dense's bias: (3,) · unit",
                "scores: (2, 3, 3) · batch, query, value",
            ],
            Captions(
                ("tokens", tokens), ("embedded", embedded), ("mask", embedded.Mask!), ("sequence", sequence), ("part", sequence[.., ^1]),
                ("h", h),
                ("kernel", lstm.GetWeights()[0]), ("recurrent kernel", lstm.GetWeights()[1]), ("bias", lstm.GetWeights()[2]),
                ("Dense's kernel", dense.GetWeights()[0]), ("its gradient", dense.Weights[0].Value.Grad!),
                    ("Dense's bias", dense.GetWeights()[1]), ("scores", scores)));

        static IEnumerable<string> Captions(params (string Name, Tensor Tensor)[] tensors) => tensors.Select(t =>
            $"{t.Name}: {Notebook.Show(t.Tensor)["text/html"].Split("<span class=\"nk-quiet\">")[1].Split("</span>")[0]}");
    }

    [Fact]
    public void The_rows_of_a_weight_are_inputs_and_its_columns_units()
    {
        string html = Notebook.Show(Tensor.Zeros(2, 2).WithAxes("input", "unit"))["text/html"];
        Assert.Contains("<th scope=\"col\">unit 1</th>", html);
        Assert.Contains("<th scope=\"row\" class=\"nk-left\">input 1</th>", html);
        Assert.DoesNotContain("sample", html);
    }

    [Fact]
    public void Names_of_axes_stay_text()
    {
        string html = Notebook.Show(Tensor.Zeros(2, 2, 2).WithAxes("<a>", "<b>", "<c>"))["text/html"];
        Assert.Contains("(2, 2, 2) · &lt;a&gt;, &lt;b&gt;, &lt;c&gt;", html);
        Assert.Contains("&lt;a&gt; 1</caption>", html);
        Assert.Contains(">&lt;b&gt; 1</th>", html);
        Assert.Contains(">&lt;c&gt; 1</th>", html);
        Assert.DoesNotContain("<a>", html);
    }

    [Fact]
    public void Heatmaps_are_labelled_by_the_names()
    {
        Assert.Contains("unit over input", Named("input", "unit").Heatmap().ToString() + Named("unit", "input").Heatmap());
        Assert.Contains("row over column", Tensor.Of(new float[,] { { 1, 2 }, { 3, 4 } }).Heatmap().ToString());
        Assert.Contains("sample over unit", Named("batch", "unit").Heatmap().ToString());

        static Tensor Named(string rows, string columns) => Tensor.Of(new float[,] { { 1, 2 }, { 3, 4 } }).WithAxes(rows, columns);
    }

    [Fact]
    public void A_bundle_holds_HTML_and_the_text_of_NumPy()
    {
        var tensor = Tensor.Of([1, 2], new Shape(1, 2));
        IReadOnlyDictionary<string, string> bundle = Notebook.Show(tensor);
        Assert.Equal(["text/html", "text/plain"], bundle.Keys);
        Assert.Equal(tensor.ToString(), bundle["text/plain"]);
    }

    [Fact]
    public void A_heatmap_puts_time_to_the_right()
    {
        var tensor = Tensor.Of([.. Enumerable.Range(0, 24).Select(i => i / 10f)], new Shape(2, 4, 3));
        Chart chart = tensor.Heatmap(1);
        Assert.Equal("Heatmap “Tensor (2, 4, 3), sample 1”: unit over time. 3 rows by 4 columns, values from 1.2 to 2.3.",
            chart.ToString());
        Assert.Equal("Heatmap: the tensor of shape (2, 4, 3) has samples 0 to 1.",
            Assert.Throws<ArgumentOutOfRangeException>(() => tensor.Heatmap(2)).Message.Split(" (Parameter")[0]);
        Assert.Contains("received shape ()", Assert.Throws<ArgumentException>(() => Tensor.Scalar(1).Heatmap()).Message);
    }

    [Fact]
    public void Charts_take_tensors()
    {
        var sequence = Tensor.Of([1, 2, 3, 4, 5, 6], new Shape(1, 3, 2));
        Assert.Equal(
            "Line chart. unit 0: 3 points from 1 at 0 to 5 at 2; lowest 1 at 0, highest 5 at 2. unit 1: 3 points from 2 at 0 to 6 at 2; "
            + "lowest 2 at 0, highest 6 at 2.",
            Chart.Line(sequence).ToString());
        Assert.StartsWith("Histogram. 6 values from 1 to 6", Chart.Histogram(sequence).ToString());
        Assert.StartsWith("Line chart. h: 6 points", Chart.Line(("h", sequence)).ToString());
    }

    private static void Match(Tensor tensor, [System.Runtime.CompilerServices.CallerMemberName] string test = "") =>
        Snapshot.Match(Notebook.Show(tensor)["text/html"], "html", test: test);
}
