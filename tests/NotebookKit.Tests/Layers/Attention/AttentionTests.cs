using NotebookKit.Layers;
using NotebookKit.Tests.Support;

namespace NotebookKit.Tests.Layers;

/// <summary>Numbers computed with PyTorch in double precision by the formulas of the layers' docs.</summary>
public sealed class AttentionTests
{
    private static readonly Tensor s_query = Tensor.Of(new float[,,] { { { 1, 0 }, { 0.5f, -1 } } });
    private static readonly Tensor s_value = Tensor.Of(new float[,,] { { { 1, 2 }, { 3, -1 }, { 0, 1 } } });
    private static readonly Tensor s_key = Tensor.Of(new float[,,] { { { 0, 1 }, { 1, 1 }, { -1, 0.5f } } });

    [Fact]
    public void Dot_products_of_queries_and_keys_weigh_the_values()
    {
        (Tensor? output, Tensor? scores) = new Attention(returnAttentionScores: true).Apply([s_query, s_value, s_key]);
        Close([2.2404513f, -0.0857534f, 1.6296569f, 0.3703431f], output);
        Close([0.2447285f, 0.6652410f, 0.0900306f, 0.2740686f, 0.4518628f, 0.2740686f], scores);
        Assert.Equal(new Shape(1, 2, 3), scores.Shape);
    }

    [Fact]
    public void Without_a_key_the_value_is_its_own() =>
        Close([2.6455794f, -0.5733943f, 2.8786630f, -0.8899950f], new Attention().Apply([s_query, s_value]));

    [Fact]
    public void A_scale_multiplies_the_scores()
    {
        var layer = new Attention(useScale: true);
        layer.EnsureBuilt(s_query.Shape, s_value.Shape, s_key.Shape);
        Assert.Equal(1, layer.Weights[0].Value.Item());
        layer.SetWeights(Tensor.Scalar(2));
        Close([2.7177504f, -0.6163162f, 1.9402922f, 0.0597078f], layer.Apply([s_query, s_value, s_key]));
    }

    [Fact]
    public void Concat_sums_the_tanh_of_query_plus_key()
    {
        var layer = new Attention(useScale: true, scoreMode: ScoreMode.Concat);
        layer.EnsureBuilt(s_query.Shape, s_value.Shape, s_key.Shape);
        Assert.Equal(["scale", "concat_score_weight"], layer.Weights.Select(w => w.Name));
        layer.SetWeights(Tensor.Scalar(2), Tensor.Scalar(3));
        Close([2.0239430f, 0.4288182f, 2.3357275f, -0.0044658f], layer.Apply([s_query, s_value, s_key]));
    }

    [Fact]
    public void Additive_attention_weighs_each_dimension()
    {
        var layer = new AdditiveAttention();
        layer.EnsureBuilt(s_query.Shape, s_value.Shape, s_key.Shape);
        layer.SetWeights(Tensor.Of(0.5f, -2));
        Close([1.2893027f, 0.6379329f, 1.2368730f, 0.6099666f], layer.Apply([s_query, s_value, s_key]));
    }

    [Fact]
    public void A_masked_value_step_gets_no_weight()
    {
        Tensor value = s_value.Clone();
        value.Mask = Tensor.Of(new float[,] { { 1, 1, 0 } });
        (Tensor? output, Tensor? scores) = new Attention(returnAttentionScores: true).Apply([s_query, value, s_key]);
        Close([2.4621172f, -0.1931757f, 2.2449187f, 0.1326220f], output);
        Assert.Equal(0, scores[0, 1, 2].Item());
        Assert.Null(output.Mask);
    }

    [Fact]
    public void The_mask_of_the_query_zeroes_its_steps_and_passes_on()
    {
        var mask = Tensor.Of(new float[,] { { 1, 0 } });
        Tensor output = new Attention().Apply([s_query, s_value, s_key], mask);
        Close([2.2404513f, -0.0857534f, 0, 0], output);
        Assert.Same(mask, output.Mask);
    }

    [Fact]
    public void Masks_given_by_hand_act_as_those_that_are_carried_along()
    {
        Tensor queryMask = Tensor.Of(new float[,] { { 1, 0 } }), valueMask = Tensor.Of(new float[,] { { 1, 1, 0 } });
        (Tensor? output, Tensor? scores) =
            new Attention(returnAttentionScores: true).Apply([s_query, s_value, s_key], mask: [null, valueMask]);
        Close([2.4621172f, -0.1931757f, 2.2449187f, 0.1326220f], output);
        Assert.Equal(0, scores[0, 1, 2].Item());
        Assert.Null(output.Mask);
        Tensor both = new Attention().Apply([s_query, s_value, s_key], mask: [queryMask, valueMask]);
        Close([2.4621172f, -0.1931757f, 0, 0], both);
        Assert.Same(queryMask, both.Mask);
    }

    [Fact]
    public void Masks_given_by_hand_stand_in_place_of_all_that_are_carried_along()
    {
        Tensor query = s_query.Clone(), value = s_value.Clone();
        query.Mask = Tensor.Of(new float[,] { { 1, 0 } });
        value.Mask = Tensor.Of(new float[,] { { 0, 1, 1 } });
        Tensor output = new Attention().Apply([query, value, s_key], mask: [null, null]);
        Close([2.2404513f, -0.0857534f, 1.6296569f, 0.3703431f], output);
        Assert.Null(output.Mask);
    }

    [Fact]
    public void The_mask_of_a_key_is_not_used()
    {
        var valueMask = Tensor.Of(new float[,] { { 1, 1, 0 } });
        Tensor two = new AdditiveAttention(useScale: false).Apply([s_query, s_value, s_key], mask: [null, valueMask]);
        Tensor three = new AdditiveAttention(useScale: false).Apply([s_query, s_value, s_key], mask: [null, valueMask, Tensor.Zeros(1, 3)]);
        Assert.Equal(two.ToArray(), three.ToArray());
    }

    [Fact]
    public void Masks_are_inputs_of_a_model_too()
    {
        Input query = new([2, 2], "query"), value = new([3, 2], "value"), queryMask = new([2], "query_mask"),
            valueMask = new([3], "value_mask");
        SymbolicTensor[] pair = [query, value];
        var attention = new Attention(useCausalMask: true);
        var model = new Model([query, value, queryMask, valueMask], attention.Apply(pair, mask: [queryMask, valueMask]));
        Tensor hidden = Tensor.Of(new float[,] { { 0, 1, 1 } }), ends = Tensor.Of(new float[,] { { 0, 1 } });
        Tensor direct = attention.Apply([s_query, s_value], mask: [ends, hidden]),
            viaModel = model.Predict([s_query, s_value, ends, hidden])[0];
        Assert.Equal(direct.ToArray(), viaModel.ToArray());
        Assert.Equal([0, 0, 3, -1], viaModel.ToArray());
        Assert.Equal(["query[0][0]", "value[0][0]", "query_mask[0][0]", "value_mask[0][0]"], model.Summary().Rows[^1].Connections);
    }

    [Fact]
    public void A_model_with_masks_given_by_hand_comes_back_from_its_file()
    {
        Input query = new([2, 2], "query"), value = new([3, 2], "value"), valueMask = new([3], "value_mask");
        SymbolicTensor[] pair = [query, value];
        var model = new Model([query, value, valueMask], new AdditiveAttention().Apply(pair, mask: [null, valueMask]));
        using var file = new TemporaryFile();
        model.Save(file.Path);
        var mask = Tensor.Of(new float[,] { { 0, 1, 1 } });
        Tensor expected = model.Predict([s_query, s_value, mask])[0], loaded = Model.Load(file.Path).Predict([s_query, s_value, mask])[0];
        Assert.Equal(expected.ToArray(), loaded.ToArray());
        Assert.NotEqual(expected.ToArray(), model.Predict([s_query, s_value, Tensor.Ones(1, 3)])[0].ToArray());
    }

    [Fact]
    public void A_mask_given_to_a_model_of_several_inputs_reaches_the_layers_behind_them()
    {
        Input query = new([2, 2], "query"), value = new([3, 2], "value");
        SymbolicTensor[] pair = [query, value];
        var model = new Model([query, value], new Attention().Apply(pair));
        Tensor mask = Tensor.Of(new float[,] { { 1, 1, 0 } }), carrying = s_value.Clone();
        carrying.Mask = mask;
        float[] masked = ((Tensor)new Attention().Apply([s_query, s_value], mask: [null, mask])).ToArray();
        Assert.Equal(masked, ((Tensor)model.Apply([s_query, s_value], mask: [null, mask])).ToArray());
        Assert.Equal(masked, ((Tensor)model.Apply([s_query, carrying])).ToArray());
        Assert.Equal(((Tensor)new Attention().Apply([s_query, s_value])).ToArray(),
            ((Tensor)model.Apply([s_query, carrying], mask: [null, null])).ToArray());
    }

    [Fact]
    public void A_causal_mask_hides_later_steps()
    {
        (Tensor? output, Tensor? scores) = new Attention(returnAttentionScores: true, useCausalMask: true).Apply([s_query, s_value, s_key]);
        Close([1, 2, 2.2449187f, 0.1326220f], output);
        Close([1, 0, 0, 0.3775407f, 0.6224593f, 0], scores);
    }

    [Fact]
    public void Dropout_acts_on_the_weights_in_training_only()
    {
        var layer = new Attention(dropout: 0.5f, returnAttentionScores: true, seed: 3);
        (Tensor _, Tensor? calm) = layer.Apply([s_query, s_value, s_key]);
        (Tensor _, Tensor? training) = layer.Apply([s_query, s_value, s_key], training: true);
        for (int i = 0; i < calm.Size; i++)
            Assert.True(training.Values[i] == 0 || MathF.Abs(training.Values[i] - 2 * calm.Values[i]) < 1e-6f);
        Assert.Contains(0f, training.ToArray());
    }

    private static void Close(float[] expected, Tensor got) =>
        Assert.True(Tensor.Of(expected, got.Shape).AllClose(got, 2e-7f * 4), got.ToString());
}
