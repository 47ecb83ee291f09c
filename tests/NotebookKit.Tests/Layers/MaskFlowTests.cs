using NotebookKit.Layers;

namespace NotebookKit.Tests.Layers;

/// <summary>Where masks come from, and which layers pass them on.</summary>
public sealed class MaskFlowTests
{
    private static readonly Tensor s_tokens = Tensor.Of(new float[,] { { 1, 2, 0 }, { 0, 0, 0 } });

    private static Tensor Embedded => new Embedding(5, 3, maskZero: true).Apply(s_tokens);

    [Fact]
    public void An_Embedding_masks_token_0_when_asked()
    {
        Assert.Equal([1, 1, 0, 0, 0, 0], Embedded.Mask!.ToArray());
        Assert.Null(((Tensor)new Embedding(5, 3).Apply(s_tokens)).Mask);
    }

    [Fact]
    public void Masking_masks_steps_whose_features_all_have_the_value()
    {
        Tensor y = new Masking(-1).Apply(Tensor.Of(new float[,,] { { { -1, -1 }, { -1, 2 }, { 0, 0 } } }));
        Assert.Equal([0, 1, 1], y.Mask!.ToArray());
        Assert.Equal([0, 0, -1, 2, 0, 0], y.ToArray());
    }

    public static TheoryData<string, bool> Passing => new()
    {
        { "Dense", true }, { "TimeDistributed", true }, { "Activation", true }, { "Dropout", true }, { "Softmax", true },
        { "LayerNormalization", true },
        { "LSTM sequences", true }, { "GRU sequences", true }, { "Bidirectional sequences", true },
        { "LSTM", false }, { "Bidirectional", false }, { "Flatten", false }, { "Reshape", false }, { "Permute", false },
        { "Lambda", false },
    };

    [Theory, MemberData(nameof(Passing))]
    public void Layers_that_keep_the_time_axis_pass_the_mask_on(string kind, bool passes)
    {
        Layer layer = kind switch
        {
            "Dense" => new Dense(2),
            "TimeDistributed" => new TimeDistributed(new Dense(2)),
            "Activation" => new Activation("tanh"),
            "Dropout" => new Dropout(0.5f),
            "Softmax" => new Softmax(),
            "LayerNormalization" => new LayerNormalization(),
            "LSTM sequences" => new LSTM(2, returnSequences: true),
            "GRU sequences" => new GRU(2, returnSequences: true, returnState: true),
            "Bidirectional sequences" => new Bidirectional(new LSTM(2, returnSequences: true)),
            "LSTM" => new LSTM(2),
            "Bidirectional" => new Bidirectional(new LSTM(2)),
            "Flatten" => new Flatten(),
            "Reshape" => new Reshape(9),
            "Permute" => new Permute(2, 1),
            _ => new Lambda(x => x * 2),
        };
        Tensor x = Embedded;
        Outputs y = layer.Apply(x);
        Assert.Equal(passes ? x.Mask : null, y[0].Mask);
        Assert.All(y.Skip(1), state => Assert.Null(state.Mask));
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Masked_steps_are_zeros_whatever_marks_them(float marker)
    {
        Tensor x = Tensor.Of([1, 2, marker, marker, 3, marker]).Reshape(1, 3, 2);
        Tensor y = new Masking(marker).Apply(x);
        float[] expected = [1, 2, 0, 0, 3, marker];
        Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), y.ToArray().Select(BitConverter.SingleToInt32Bits));
        Assert.Equal([1f, 0, 1], y.Mask!.ToArray());
    }

    [Fact]
    public void RepeatVector_drops_the_mask()
    {
        Tensor vector = new LSTM(2).Apply(Embedded), repeated = new RepeatVector(4).Apply(vector);
        Assert.Null(repeated.Mask);
        Assert.Equal(new Shape(2, 4, 2), repeated.Shape);
    }

    [Fact]
    public void A_row_without_any_step_gives_zeros_and_its_initial_state()
    {
        Tensor h0 = Tensor.RandomNormal(new Shape(2, 2), seed: 1), c0 = Tensor.RandomNormal(new Shape(2, 2), seed: 2);
        Tensor x = Embedded;
        (Tensor? y, Tensor? h, Tensor? c) =
            new LSTM(2, returnSequences: true, returnState: true).Apply(x, initialState: [h0, c0], mask: x.Mask);
        Assert.All(y[1].ToArray(), v => Assert.Equal(0, v));
        Assert.Equal(h0[1].ToArray(), h[1].ToArray());
        Assert.Equal(c0[1].ToArray(), c[1].ToArray());
    }

    [Fact]
    public void A_masked_step_repeats_the_output_or_gives_zeros()
    {
        Tensor x = Embedded;
        Tensor repeats = new LSTM(2, returnSequences: true).Apply(x);
        Assert.Equal(repeats[0, 1].ToArray(), repeats[0, 2].ToArray());
        Tensor zeros = new LSTM(2, returnSequences: true, zeroOutputForMask: true).Apply(x);
        Assert.All(zeros[0, 2].ToArray(), v => Assert.Equal(0, v));
        Assert.Contains(zeros[0, 1].ToArray(), v => v != 0);
    }

    [Fact]
    public void Masks_travel_through_a_model()
    {
        var tokens = new Input(3);
        SymbolicOutputs hidden = new LSTM(4, returnSequences: true).Apply(new Embedding(5, 3, maskZero: true).Apply(tokens));
        var model = new Model(tokens, new LSTM(2).Apply(new Dense(3).Apply(hidden)));
        Tensor padded = model.Predict(Tensor.Of(new float[,] { { 1, 2, 0 } })),
            longer = model.Predict(Tensor.Of(new float[,] { { 1, 2, 3 } }));
        Assert.NotEqual(padded.ToArray(), longer.ToArray());
        var cut = new Input(2);
        Layer[] layers = [.. model.Layers.Where(l => l is not Input)];
        SymbolicTensor y = cut;
        foreach (Layer layer in layers)
            y = layer.Apply(y);
        Assert.True(((Tensor)new Model(cut, y).Predict(Tensor.Of(new float[,] { { 1, 2 } }))).AllClose(padded));
    }
}
