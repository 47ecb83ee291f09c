using NotebookKit.Layers;

namespace NotebookKit.Tests.Layers;

/// <summary>Masks where Keras 3 differs from Keras 2: the numbers are Keras 3's, computed by hand.</summary>
public sealed class MaskRuleTests
{
    private static Tensor A => new Masking().Apply(Steps(1, 2, 0, 0));

    private static Tensor Steps(params float[] values) => Tensor.Of(values).Reshape(1, -1, 1);

    private static Tensor Masked(params float[] values) => new Masking().Apply(Steps(values));

    /// <summary>SimpleRNN(1) without activation and bias, both kernels 1: the running sum of the steps that count.</summary>
    private static SimpleRNN RunningSum(MaskRule rule = MaskRule.Keras3)
    {
        var layer = new SimpleRNN(1, "linear", useBias: false, kernelInitializer: new Ones(), recurrentInitializer: new Ones(),
            returnSequences: true);
        layer.MaskRule = rule;
        return layer;
    }

    private static float[] SumOf(Layer merge, params Tensor[] inputs) =>
        ((Tensor)RunningSum().Apply((Tensor)merge.Apply(inputs))).ToArray();

    [Fact]
    public void A_sum_counts_a_step_where_any_of_its_inputs_does()
    {
        Assert.Equal([11, 13, 43, 43], SumOf(new Add(), A, Masked(10, 0, 30, 0)));
        Assert.Equal([11, 11, 11, 11], SumOf(new Add { MaskRule = MaskRule.Keras2 }, A, Masked(10, 0, 30, 0)));
    }

    [Fact]
    public void A_sum_has_no_mask_where_an_input_has_none()
    {
        Assert.Equal([11, 13, 43, 48], SumOf(new Add(), A, Steps(10, 0, 30, 5)));
        Assert.Equal([11, 13, 13, 13], SumOf(new Add { MaskRule = MaskRule.Keras2 }, A, Steps(10, 0, 30, 5)));
    }

    [Fact]
    public void A_product_counts_a_step_where_any_of_its_inputs_does()
    {
        Tensor product = new Multiply().Apply([A, Masked(10, 0, 30, 0)]);
        Assert.Equal([1, 1, 1, 0], product.Mask!.ToArray());
        Assert.Null(((Tensor)new Multiply().Apply([A, Steps(10, 0, 30, 5)])).Mask);
    }

    [Theory]
    [InlineData("Multiply", new[] { 10f, 10, 10, 10 }, new[] { 10f, 10, 10, 10 })]
    [InlineData("Maximum", new[] { 10f, 12, 42, 42 }, new[] { 10f, 12, 42, 47 })]
    [InlineData("Minimum", new[] { 1f, 1, 1, 1 }, new[] { 1f, 1, 1, 1 })]
    [InlineData("Average", new[] { 5.5f, 6.5f, 21.5f, 21.5f }, new[] { 5.5f, 6.5f, 21.5f, 24 })]
    [InlineData("Subtract", new[] { -9f, -7, -37, -37 }, new[] { -9f, -7, -37, -42 })]
    public void Every_layer_that_combines_element_by_element_keeps_the_rule_of_a_sum(string kind, float[] bothMasked, float[] oneMasked)
    {
        Layer Merge() => kind switch
        {
            "Multiply" => new Multiply(),
            "Maximum" => new Maximum(),
            "Minimum" => new Minimum(),
            "Average" => new Average(),
            _ => new Subtract(),
        };
        Assert.Equal(bothMasked, SumOf(Merge(), A, Masked(10, 0, 30, 0)));
        Assert.Equal(oneMasked, SumOf(Merge(), A, Steps(10, 0, 30, 5)));
    }

    [Fact]
    public void Three_inputs_need_three_masks()
    {
        Tensor sum = new Add().Apply([A, Masked(0, 0, 0, 5), Masked(0, 7, 0, 0)]);
        Assert.Equal([1, 1, 0, 1], sum.Mask!.ToArray());
        Assert.Null(((Tensor)new Add().Apply([A, Masked(0, 0, 0, 5), Steps(0, 7, 0, 0)])).Mask);
    }

    [Fact]
    public void A_step_stretched_over_the_time_of_another_input_counts_at_all_of_it()
    {
        Tensor one = new Masking().Apply(Tensor.Of([1f, 0f]).Reshape(2, 1, 1)),
            three = new Masking().Apply(Tensor.Of([0f, 1, 0, 0, 0, 1]).Reshape(2, 3, 1));
        Assert.Equal([1, 1, 1, 0, 0, 1], ((Tensor)new Add().Apply([one, three])).Mask!.ToArray());
        Assert.Equal([0, 1, 0, 0, 0, 0], ((Tensor)new Add { MaskRule = MaskRule.Keras2 }.Apply([one, three])).Mask!.ToArray());
    }

    [Fact]
    public void Features_side_by_side_count_where_any_of_them_does()
    {
        Assert.Equal([1, 1, 1, 0], ((Tensor)new Concatenate().Apply([A, Masked(10, 0, 30, 0)])).Mask!.ToArray());
        Assert.Equal([1, 1, 1, 1], ((Tensor)new Concatenate().Apply([A, Steps(10, 0, 30, 0)])).Mask!.ToArray());
        Assert.Null(((Tensor)new Concatenate().Apply([Steps(1, 2), Steps(1, 2)])).Mask);
        Assert.Equal([1, 0, 0, 0],
            ((Tensor)new Concatenate { MaskRule = MaskRule.Keras2 }.Apply([A, Masked(10, 0, 30, 0)])).Mask!.ToArray());
    }

    [Theory]
    [InlineData(MaskRule.Keras3)]
    [InlineData(MaskRule.Keras2)]
    public void Steps_one_after_the_other_keep_their_own_masks(MaskRule rule)
    {
        var layer = new Concatenate(1) { MaskRule = rule };
        Assert.Equal([1, 1, 0, 0, 1, 0], ((Tensor)layer.Apply([A, Masked(7, 0)])).Mask!.ToArray());
        Assert.Equal([1, 1, 0, 0, 1, 1], ((Tensor)layer.Apply([A, Steps(7, 0)])).Mask!.ToArray());
    }

    [Fact]
    public void Samples_one_below_the_other_keep_their_own_masks()
    {
        Tensor both = new Concatenate(0).Apply([A, Steps(0, 0, 0, 9)]);
        Assert.Equal(new Shape(2, 4), both.Mask!.Shape);
        Assert.Equal([1, 1, 0, 0, 1, 1, 1, 1], both.Mask.ToArray());
    }

    [Fact]
    public void A_mask_of_words_and_one_of_sentences_join()
    {
        Tensor a = Tensor.Zeros(1, 2, 3, 2), b = Tensor.Zeros(1, 2, 3, 2);
        a.Mask = Tensor.Of(new float[,] { { 0, 1 } });
        b.Mask = Tensor.Of([1f, 0, 0, 0, 0, 0]).Reshape(1, 2, 3);
        Tensor joined = new Concatenate().Apply([a, b]);
        Assert.Equal(new Shape(1, 2, 3), joined.Mask!.Shape);
        Assert.Equal([1, 0, 0, 1, 1, 1], joined.Mask.ToArray());
        Assert.Equal([1, 0, 0, 1, 1, 1], ((Tensor)new Add().Apply([a, b])).Mask!.ToArray());
    }

    [Fact]
    public void A_mask_that_does_not_fit_its_input_is_named()
    {
        Tensor a = Steps(1, 2), b = Steps(3, 4);
        (a.Mask, b.Mask) = (Tensor.Ones(1, 2), Tensor.Ones(1, 3));
        string expected = "expects a mask of shape (1, 2), as (batch, time), for input 1 of shape (1, 2, 1); received (1, 3). Give 1 where "
            + "a step counts, 0 where it does not.";
        foreach (Layer layer in new Layer[] { new Add(name: "merge"), new Concatenate(name: "merge") })
            Assert.EndsWith(expected, Assert.Throws<ArgumentException>(() => layer.Apply([a, b])).Message);
    }

    [Fact]
    public void Beside_initial_states_a_mask_that_travels_is_not_heeded_but_goes_on()
    {
        Tensor x = new Masking(-1).Apply(Steps(1, -1, 3)), start = Tensor.Of(new float[,] { { 100 } });
        x = new Add().Apply([x, Masked(5, 5, 5)]);                   // steps 6, 5, 8
        x.Mask = Tensor.Of(new float[,] { { 1, 0, 1 } });
        Tensor y = RunningSum().Apply(x, initialState: [start]);
        Assert.Equal([106, 111, 119], y.ToArray());
        Assert.Equal([1, 0, 1], y.Mask!.ToArray());
        Assert.Equal([106, 106, 114], ((Tensor)RunningSum().Apply(x, initialState: [start], mask: x.Mask)).ToArray());
        Assert.Equal([106, 106, 114], ((Tensor)RunningSum(MaskRule.Keras2).Apply(x, initialState: [start])).ToArray());
        Assert.Equal([6, 6, 14], ((Tensor)RunningSum().Apply(x)).ToArray());
    }

    [Fact]
    public void A_graph_follows_the_same_rule_beside_initial_states()
    {
        Tensor data = Steps(1, 0, 3), start = Tensor.Of(new float[,] { { 100 } }), mask = Tensor.Of(new float[,] { { 1, 0, 1 } });
        Input x = new(3, 1), h = new(1), given = new(3);
        SymbolicTensor masked = new Masking().Apply(x);
        Model travelling = new([x, h], RunningSum(MaskRule.Keras2).Apply(masked, [h]));
        Model counting = new([x, h],
            new SimpleRNN(1, "linear", useBias: false, kernelInitializer: new Ones(), recurrentInitializer: new Ones(),
            biasInitializer: new Ones(), zeroOutputForMask: true, returnSequences: true).Apply(masked, [h]));
        Model byHand = new([x, h, given],
            new SimpleRNN(1, "linear", useBias: false, kernelInitializer: new Ones(), recurrentInitializer: new Ones(),
            zeroOutputForMask: true, returnSequences: true).Apply(masked, [h], given));
        Assert.Equal([101, 101, 104], ((Tensor)travelling.Predict([data, start])).ToArray());
        Assert.Equal([101, 101, 104], ((Tensor)counting.Predict([data, start])).ToArray());
        Assert.Equal([101, 0, 104], ((Tensor)byHand.Predict([data, start, mask])).ToArray());
    }

    [Fact]
    public void Both_directions_follow_the_rule_beside_initial_states()
    {
        Tensor x = Tensor.RandomNormal(new Shape(2, 4, 3), seed: 1), plain = x.Reshape(x.Shape);
        x.Mask = Tensor.Of(new float[,] { { 1, 1, 0, 0 }, { 0, 1, 1, 0 } });
        Tensor[] states = [.. Enumerable.Range(0, 4).Select(i => Tensor.RandomNormal(new Shape(2, 2), seed: i))];
        var layer = new Bidirectional(new LSTM(2));
        Assert.Equal(((Tensor)layer.Apply(plain, initialState: states)).ToArray(),
            ((Tensor)layer.Apply(x, initialState: states)).ToArray());
        float[] heeded = ((Tensor)layer.Apply(x, initialState: states, mask: x.Mask)).ToArray();
        Assert.NotEqual(heeded, ((Tensor)layer.Apply(x, initialState: states)).ToArray());
        layer.MaskRule = MaskRule.Keras2;
        Assert.Equal(heeded, ((Tensor)layer.Apply(x, initialState: states)).ToArray());
    }

    [Fact]
    public void A_trace_follows_the_rule_beside_initial_states()
    {
        Tensor x = Masked(1, 0, 3), start = Tensor.Of(new float[,] { { 100 } });
        Assert.Equal([101, 101, 104], RunningSum().Trace(x, [start])["h"].ToArray());
        Tensor bare = Steps(1, 7, 3);
        bare.Mask = x.Mask;
        Assert.Equal([101, 108, 111], RunningSum().Trace(bare, [start])["h"].ToArray());
        Assert.Equal([101, 101, 104], RunningSum().Trace(bare, [start], x.Mask)["h"].ToArray());
        Assert.Equal([101, 101, 104], RunningSum(MaskRule.Keras2).Trace(bare, [start])["h"].ToArray());
        Assert.Equal([1, 1, 4], RunningSum().Trace(bare)["h"].ToArray());
    }

    [Fact]
    public void The_rule_is_kept_in_a_file()
    {
        Input a = new(4, 1), b = new(4, 1);
        var merge = new Add(name: "merge") { MaskRule = MaskRule.Keras2 };
        var model = new Model([a, b], RunningSum().Apply(merge.Apply([new Masking().Apply(a), new Masking().Apply(b)])));
        Model loaded = Files.ModelFile.WithFile(path =>
        {
            model.Save(path);
            return Model.Load(path);
        });
        Assert.Equal(MaskRule.Keras2, loaded.GetLayer("merge").MaskRule);
        Assert.All(loaded.Layers.Where(l => l.Name != "merge"), l => Assert.Equal(MaskRule.Keras3, l.MaskRule));
        Assert.Equal([11, 11, 11, 11], ((Tensor)loaded.Predict([Steps(1, 2, 0, 0), Steps(10, 0, 30, 0)])).ToArray());
    }

    [Fact]
    public void A_mask_with_the_axes_of_the_values_keeps_them_out_of_softmax()
    {
        var x = Tensor.Of(new float[,] { { 1, 1, 5 }, { 1, 2, 3 } });
        Tensor y = new Softmax().Apply(x, mask: Tensor.Of(new float[,] { { 1, 1, 0 }, { 0, 0, 0 } }));
        Assert.Equal([0.5f, 0.5f, 0, 0, 0, 0], y.ToArray());
        Tensor each = new Softmax().Apply(x, mask: Tensor.Of(new float[,] { { 0, 1, 0 } }));
        Assert.Equal([0, 1, 0, 0, 1, 0], each.ToArray());
    }

    [Fact]
    public void Masking_takes_any_number_of_axes_with_the_features_last()
    {
        Tensor flat = new Masking().Apply(Tensor.Of(new float[,] { { 0, 0 }, { 0, 1 } }));
        Assert.Equal([0, 1], flat.Mask!.ToArray());
        Tensor words = new Masking().Apply(Tensor.Of([1f, 1, 0, 0, 0, 0, 0, 2]).Reshape(1, 2, 2, 2));
        Assert.Equal(new Shape(1, 2, 2), words.Mask!.Shape);
        Assert.Equal([1, 0, 0, 1], words.Mask.ToArray());
    }
}
