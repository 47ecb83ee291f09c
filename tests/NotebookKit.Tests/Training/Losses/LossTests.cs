namespace NotebookKit.Tests.Training;

public class LossTests
{
    private static readonly Tensor s_probabilities = Tensor.Of(new float[,] { { 0.7f, 0.2f, 0.1f }, { 0.1f, 0.6f, 0.3f } });
    private static readonly Tensor s_logits = Tensor.Of(new float[,] { { 1f, -2f, 0.5f }, { 0f, 3f, -1f } });
    private static readonly Tensor s_oneHot = Tensor.Of(new float[,] { { 1, 0, 0 }, { 0, 0, 1 } });
    private static readonly Tensor s_classes = Tensor.Of(0f, 2f);

    public static TheoryData<string, bool, Tensor, Tensor> Cases => new()
    {
        { "categorical_crossentropy", false, s_oneHot, s_probabilities },
        { "categorical_crossentropy", true, s_oneHot, s_logits },
        { "sparse_categorical_crossentropy", false, s_classes, s_probabilities },
        { "sparse_categorical_crossentropy", true, s_classes, s_logits },
        { "binary_crossentropy", false, s_oneHot, s_probabilities },
        { "binary_crossentropy", true, s_oneHot, s_logits },
        { "mean_squared_error", false, s_oneHot, s_logits },
        { "mean_absolute_error", false, s_oneHot, s_probabilities },
    };

    [Fact]
    public void Crossentropies_are_those_of_their_definition()
    {
        float[] expected = [-MathF.Log(0.7f), -MathF.Log(0.3f)];
        AssertClose(expected, Losses.CategoricalCrossentropy.PerElement(s_oneHot, s_probabilities));
        AssertClose(expected, Losses.SparseCategoricalCrossentropy.PerElement(s_classes, s_probabilities));
        AssertClose(expected, Losses.SparseCategoricalCrossentropy.PerElement(s_classes.Reshape(2, 1), s_probabilities));
        // Probabilities are divided by their sum first.
        AssertClose(expected, Losses.CategoricalCrossentropy.PerElement(s_oneHot, s_probabilities * 3));
        Tensor softmax = s_logits.Softmax();
        AssertClose([-MathF.Log(softmax[0, 0].Item()), -MathF.Log(softmax[1, 2].Item())],
            new CategoricalCrossentropy(fromLogits: true).PerElement(s_oneHot, s_logits));
    }

    [Fact]
    public void Logits_whose_exponential_overflows_have_the_gradient_softmax_minus_target()
    {
        foreach (float shift in new[] { 0f, 200f, -200f, 1e4f })
        {
            Tensor logits = (s_logits + shift).Detach().WithGrad();
            new CategoricalCrossentropy(fromLogits: true).Compute(s_oneHot, logits).Backward();
            AssertClose(((s_logits + shift).Softmax() - s_oneHot).ToArray().Select(g => g / 2).ToArray(), logits.Grad!);
            Assert.All(logits.Grad!.ToArray(), g => Assert.True(float.IsFinite(g)));
        }
    }

    [Fact]
    public void Probabilities_of_0_and_1_are_limited_as_in_Keras()
    {
        var certain = Tensor.Of(new float[,] { { 1, 0 } });
        AssertClose([-MathF.Log(1e-7f)], Losses.CategoricalCrossentropy.PerElement(Tensor.Of(new float[,] { { 0, 1 } }), certain));
        AssertClose([-MathF.Log(1 - 1e-7f)], Losses.CategoricalCrossentropy.PerElement(Tensor.Of(new float[,] { { 1, 0 } }), certain));
        AssertClose([-MathF.Log(1e-7f)], Losses.BinaryCrossentropy.PerElement(Tensor.Of(new float[,] { { 0, 1 } }), certain), 0.7f);
    }

    [Fact]
    public void Errors_are_means_over_the_last_axis()
    {
        Tensor target = Tensor.Of(new float[,] { { 1, 2 }, { 3, 5 } }), prediction = Tensor.Of(new float[,] { { 2, 4 }, { 3, 1 } });
        AssertClose([2.5f, 8], Losses.MeanSquaredError.PerElement(target, prediction));
        AssertClose([1.5f, 2], Losses.MeanAbsoluteError.PerElement(target, prediction));
        AssertClose([1, 4], Losses.MeanSquaredError.PerElement(Tensor.Of(1f, 2f), Tensor.Of(new float[,] { { 2 }, { 4 } })));
    }

    [Fact]
    public void Logits_of_any_size_give_finite_losses()
    {
        Tensor huge = Tensor.Of(new float[,] { { 1e4f, -1e4f, 0 } }), target = Tensor.Of(new float[,] { { 0, 1, 0 } });
        Assert.Equal(2e4f, new CategoricalCrossentropy(fromLogits: true).Compute(target, huge).Item());
        Assert.True(float.IsFinite(new BinaryCrossentropy(fromLogits: true).Compute(target, huge).Item()));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_agree_with_central_differences(string name, bool fromLogits, Tensor target, Tensor prediction)
    {
        Loss loss = name;
        if (fromLogits)
        {
            loss = name switch
            {
                "categorical_crossentropy" => new CategoricalCrossentropy(fromLogits: true),
                "sparse_categorical_crossentropy" => new SparseCategoricalCrossentropy(fromLogits: true),
                _ => new BinaryCrossentropy(fromLogits: true),
            };
            Assert.Equal(name, loss.Name);
        }
        Tensor x = prediction.Clone().WithGrad();
        loss.Compute(target, x).Backward();
        const float Step = 1e-2f;
        for (int i = 0; i < x.Size; i++)
        {
            float At(float shift)
            {
                float[] values = prediction.ToArray();
                values[i] += shift;
                return loss.Compute(target, Tensor.Of(values, prediction.Shape)).Item();
            }

            // Richardson's extrapolation takes the error of the differences to the fourth order.
            float wide = (At(Step) - At(-Step)) / (2 * Step), narrow = (At(Step / 2) - At(-Step / 2)) / Step;
            Assert.Equal((4 * narrow - wide) / 3, x.Grad!.Values[i], 2e-3);
        }
    }

    [Fact]
    public void Sample_weights_multiply_losses_and_the_sum_is_divided_by_their_number()
    {
        Tensor target = Tensor.Of(new float[,] { { 1 }, { 1 }, { 1 } }), prediction = Tensor.Of(new float[,] { { 2 }, { 3 }, { 4 } });
        Assert.Equal((1 * 1 + 0 * 2 + 2 * 3) / 3f,
            Losses.MeanAbsoluteError.Compute(target, prediction, sampleWeight: Tensor.Of(1f, 0f, 2f)).Item(), 1e-6);
    }

    [Fact]
    public void A_weight_of_a_sample_counts_for_all_its_steps_and_a_weight_a_step_for_that()
    {
        Tensor target = Tensor.Zeros(2, 2, 1), prediction = Tensor.Arange(1, 5).Reshape(2, 2, 1);
        Assert.Equal((3 * (1 + 2) + 1 * (3 + 4)) / 4f, Losses.MeanAbsoluteError.Compute(target, prediction, Tensor.Of(3f, 1f)).Item(),
            1e-6);
        Assert.Equal((1 + 4) / 4f,
            Losses.MeanAbsoluteError.Compute(target, prediction, Tensor.Of(new float[,] { { 1, 0 }, { 0, 1 } })).Item(), 1e-6);
    }

    [Fact]
    public void A_mask_gives_the_mean_over_the_steps_that_count()
    {
        Tensor target = Tensor.Zeros(2, 2, 1), prediction = Tensor.Arange(1, 5).Reshape(2, 2, 1);
        prediction.Mask = Tensor.Of(new float[,] { { 1, 1 }, { 1, 0 } });
        Assert.Equal((1 + 2 + 3) / 3f, Losses.MeanAbsoluteError.Compute(target, prediction).Item(), 1e-5);
        // Keras's order: the mask grows by elements over counted ones, then sample weights multiply.
        Assert.Equal((1 + 2 + 2 * 3) / 3f, Losses.MeanAbsoluteError.Compute(target, prediction, Tensor.Of(1f, 2f)).Item(), 1e-5);
    }

    [Theory]
    [InlineData("categorical_crossentropy",
        "expects one-hot targets of the same shape as the predictions, (2, 3); received (2,). For class numbers")]
    [InlineData("mean_squared_error", "expects targets of the same shape as the predictions, (2, 3); received (2,).")]
    public void Targets_that_do_not_fit_are_refused(string name, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => ((Loss)name).PerElement(s_classes, s_probabilities)).Message);

    [Fact]
    public void Class_numbers_that_do_not_exist_are_refused()
    {
        Loss loss = Losses.SparseCategoricalCrossentropy;
        Assert.Contains("class numbers from 0 to 2, as the predictions have 3 classes; received 3",
            Assert.Throws<ArgumentException>(() => loss.PerElement(Tensor.Of(0f, 3f), s_probabilities)).Message);
        Assert.Contains("For one-hot rows use Losses.CategoricalCrossentropy",
            Assert.Throws<ArgumentException>(() => loss.PerElement(s_oneHot, s_probabilities)).Message);
    }

    [Fact]
    public void Weights_of_another_shape_are_refused() =>
        Assert.Contains(
            "has values of shape (2,); its sampleWeight needs that shape or (2,); received (3,)",
            Assert.Throws<ArgumentException>(() => Losses.MeanSquaredError.Compute(s_oneHot, s_logits, Tensor.Ones(3))).Message);

    [Fact]
    public void A_loss_of_ones_own_is_a_function() =>
        Assert.Equal(4, Loss.Of("largest", (t, y) => (y - t).Max(-1)).Compute(Tensor.Zeros(1, 2), Tensor.Of(new float[,] { { 4, 2 } }))
            .Item());

    [Fact]
    public void An_unknown_name_lists_the_known_ones() =>
        Assert.Contains("expected one of categorical_crossentropy,", Assert.Throws<ArgumentException>(() => (Loss)"hinge").Message);

    private static void AssertClose(float[] expected, Tensor actual, float tolerance = 1e-5f)
    {
        Assert.Equal(expected.Length, actual.Size);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual.Values[i], tolerance * MathF.Max(1, MathF.Abs(expected[i])));
    }
}
