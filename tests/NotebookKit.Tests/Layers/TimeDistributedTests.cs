using NotebookKit.Layers;

namespace NotebookKit.Tests.Layers;

public sealed class TimeDistributedTests
{
    private static readonly Tensor s_x = Tensor.RandomNormal(new Shape(2, 5, 3), seed: 1);

    [Fact]
    public void TimeDistributed_of_a_Dense_is_the_Dense()
    {
        var dense = new Dense(4, "softmax");
        Tensor direct = dense.Apply(s_x), distributed = new TimeDistributed(dense).Apply(s_x);
        Assert.Equal(direct.ToArray(), distributed.ToArray());
        Assert.Equal(3 * 4 + 4, new TimeDistributed(dense).CountParams());
    }

    [Fact]
    public void An_LSTM_inside_reads_every_inner_sequence()
    {
        var lstm = new LSTM(4);
        Tensor nested = Tensor.RandomNormal(new Shape(2, 6, 5, 3), seed: 2), y = new TimeDistributed(lstm).Apply(nested);
        Assert.Equal(new Shape(2, 6, 4), y.Shape);
        Assert.True(((Tensor)lstm.Apply(nested[.., 4])).AllClose(y[.., 4]));
        Assert.Equal(new Shape(Shape.Unknown, 6, 4), ((SymbolicTensor)new TimeDistributed(new LSTM(4)).Apply(new Input(6, 5, 3))).Shape);
    }

    /// <summary>
    /// Two texts of three sentences of up to four words; 0 is padding, and the last sentence of the second text is all padding.
    /// </summary>
    private static readonly Tensor s_words = Tensor.Of(new float[,,]
    {
        { { 1, 2, 0, 0 }, { 3, 0, 0, 0 }, { 4, 5, 6, 1 } },
        { { 2, 2, 2, 0 }, { 0, 1, 0, 2 }, { 0, 0, 0, 0 } },
    });

    private static Tensor Embedded => new Embedding(7, 3, maskZero: true).Apply(s_words);

    private static TimeDistributed OfKeras2(Layer layer) => new(layer) { MaskRule = MaskRule.Keras2 };

    [Fact]
    public void A_mask_of_the_words_in_a_step_reaches_the_layer_inside()
    {
        Tensor x = Embedded;
        var lstm = new LSTM(4);
        Tensor y = new TimeDistributed(lstm).Apply(x);
        for (int step = 0; step < 3; step++)
            Assert.True(((Tensor)lstm.Apply(x[.., step], x.Mask![.., step])).AllClose(y[.., step]));
        Tensor unmasked = new TimeDistributed(lstm).Apply(x.Reshape(x.Shape));
        Assert.False(unmasked.AllClose(y));
    }

    [Fact]
    public void The_mask_goes_on_as_it_is()
    {
        Tensor x = Embedded;
        Assert.Same(x.Mask, ((Tensor)new TimeDistributed(new Dense(4)).Apply(x)).Mask);
        Assert.Same(x.Mask, ((Tensor)new TimeDistributed(new LSTM(4)).Apply(x)).Mask);
    }

    [Fact]
    public void A_mask_made_inside_stays_there()
    {
        Assert.Null(((Tensor)new TimeDistributed(new Embedding(7, 3, maskZero: true)).Apply(s_words)).Mask);
        Tensor nested = Tensor.Of(1, 1, 0, 0, 0, 0, 0, 2).Reshape(1, 2, 2, 2), given = Tensor.Of(new float[,] { { 1, 0 } });
        Assert.Null(((Tensor)new TimeDistributed(new Masking()).Apply(nested)).Mask);
        Assert.Same(given, ((Tensor)new TimeDistributed(new Masking()).Apply(nested, given)).Mask);
    }

    [Fact]
    public void By_the_older_rule_a_step_counts_behind_a_layer_that_reads_its_words_when_any_of_them_does()
    {
        Tensor y = OfKeras2(new LSTM(4)).Apply(Embedded);
        Assert.Equal([1, 1, 1, 1, 1, 0], y.Mask!.ToArray());
        Assert.Equal(new Shape(2, 3), y.Mask.Shape);
        // So the sentence of padding alone does not change the text's vector.
        var text = new LSTM(2);
        Assert.Equal(((Tensor)text.Apply(y[1..2, ..2])).ToArray(), ((Tensor)text.Apply(y))[1..2].ToArray());
    }

    [Theory]
    [InlineData("LSTM"), InlineData("Dense")]
    public void By_the_older_rule_a_layer_that_keeps_the_words_keeps_their_mask(string kind)
    {
        Tensor y = OfKeras2(kind == "LSTM" ? new LSTM(4, returnSequences: true) : new Dense(4)).Apply(Embedded);
        Assert.Equal(new Shape(2, 3, 4, 4), y.Shape);
        Assert.Equal([.. s_words.ToArray().Select(w => w == 0 ? 0f : 1)], y.Mask!.ToArray());
    }

    [Fact]
    public void By_the_older_rule_a_mask_made_inside_comes_out()
    {
        Tensor nested = Tensor.Of(1, 1, 0, 0, 0, 0, 0, 2).Reshape(1, 2, 2, 2);
        Tensor y = OfKeras2(new Masking()).Apply(nested);
        Assert.Equal([1, 0, 0, 1], y.Mask!.ToArray());
        Assert.Equal(new Shape(1, 2, 2), y.Mask.Shape);
        Tensor partly = OfKeras2(new Masking()).Apply(nested, mask: Tensor.Of(new float[,] { { 1, 0 } }));
        Assert.Equal([1, 0, 0, 0], partly.Mask!.ToArray());
    }

    [Fact]
    public void A_mask_of_whole_steps_passes_on_and_says_nothing_inside_them()
    {
        Tensor nested = Tensor.RandomNormal(new Shape(2, 3, 4, 3), seed: 2), mask = Tensor.Of(new float[,] { { 1, 1, 0 }, { 1, 0, 0 } });
        var layer = new TimeDistributed(new LSTM(2));
        Tensor y = layer.Apply(nested, mask);
        Assert.Same(mask, y.Mask);
        Assert.Equal(((Tensor)layer.Apply(nested)).ToArray(), y.ToArray());
    }

    [Fact]
    public void A_mask_that_does_not_cover_the_steps_is_refused()
    {
        string message = Assert.Throws<ArgumentException>(() =>
            new TimeDistributed(new Dense(2), name: "each").Apply(s_x, mask: Tensor.Ones(2, 4))).Message;
        Assert.Equal(
            "TimeDistributed 'each' expects a mask of shape (2, 5), as (batch, time), or for what is inside the steps (2, 5, 3); received "
            + "(2, 4). Give 1 where something counts, 0 where it does not.", message);
    }

    [Fact]
    public void A_model_with_a_stateful_layer_is_refused()
    {
        var memory = new Sequential([new Input([3, 2], null, 2), new Bidirectional(new LSTM(1, stateful: true))], "memory");
        Assert.StartsWith(
            "TimeDistributed 'td' expects a layer that keeps nothing between calls; received Sequential 'memory', which has a stateful "
            + "layer. Drop stateful there.",
            Assert.Throws<ArgumentException>(() => new TimeDistributed(memory, "td")).Message);
    }

    [Fact]
    public void The_mask_of_the_words_works_in_a_model_that_learns()
    {
        var texts = new Input(3, 4);
        SymbolicTensor sentences = OfKeras2(new LSTM(4)).Apply(new Embedding(7, 3, maskZero: true).Apply(texts));
        var model = new Model(texts, new Dense(1).Apply(new LSTM(3).Apply(sentences)[0])[0]);
        model.Compile(new Adam(0.05f), Losses.MeanSquaredError);
        var aims = Tensor.Of(new float[,] { { 1 }, { -1 } });
        History history = model.Fit(s_words, aims, epochs: 30, verbose: 0);
        Assert.True(history["loss"][^1] < 0.1f * history["loss"][0], $"{history["loss"][0]} to {history["loss"][^1]}");
    }
}
