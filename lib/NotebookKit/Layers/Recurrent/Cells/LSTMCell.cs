namespace NotebookKit.Layers;

/// <summary>
/// One step of the long short-term memory of S. Hochreiter and J. Schmidhuber (1997), with the forget gate of F. Gers,
/// J. Schmidhuber and F. Cummins, "Learning to Forget" (2000):
/// <code>
/// i = recurrentActivation(x · K_i + h_tm1 · R_i + b_i)     input gate
/// f = recurrentActivation(x · K_f + h_tm1 · R_f + b_f)     forget gate
/// g = activation(x · K_c + h_tm1 · R_c + b_c)              candidate
/// o = recurrentActivation(x · K_o + h_tm1 · R_o + b_o)     output gate
/// c = f ∗ c_tm1 + i ∗ g                                    cell state
/// h = o ∗ activation(c)                                    hidden state, the output
/// </code>
/// The gates' weights stand side by side in Keras's order i, f, c, o: kernel K (features, 4 · units), recurrent kernel R
/// (units, 4 · units), bias b (4 · units).
/// </summary>
/// <example>
/// <code>
/// SymbolicTensor y = new RNN(new LSTMCell(8)).Apply(new Input(5, 3));         // (None, 5, 3) → (None, 8)
/// </code>
/// </example>
/// <param name="units">The size of the states and the output.</param>
/// <param name="activation">For the candidate and for c on its way out; tanh unless said otherwise.</param>
/// <param name="recurrentActivation">For the gates; sigmoid unless said otherwise. Keras 2 before 2.3 used
/// <see cref="Activations.HardSigmoidKeras2"/>.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="kernelInitializer">How the kernel starts; GlorotUniform unless said otherwise.</param>
/// <param name="recurrentInitializer">How the recurrent kernel starts; Orthogonal unless said otherwise.</param>
/// <param name="biasInitializer">How the bias starts; Zeros unless said otherwise.</param>
/// <param name="unitForgetBias">Whether the forget gate's bias starts at 1 whatever the bias initializer says (R. Jozefowicz et al.,
/// 2015).</param>
/// <param name="dropout">The part of the inputs dropped in training.</param>
/// <param name="recurrentDropout">The part of h dropped in training before the recurrent kernel, other units for each gate.</param>
/// <param name="seed">Makes the same dropout every time.</param>
/// <param name="name">What errors call the cell.</param>
/// <exception cref="ArgumentException">units or a rate lies outside its range.</exception>
public sealed class LSTMCell(
    int units, ActivationFunction? activation = null, ActivationFunction? recurrentActivation = null, bool useBias = true,
    Initializer? kernelInitializer = null, Initializer? recurrentInitializer = null, Initializer? biasInitializer = null,
    bool unitForgetBias = true, float dropout = 0, float recurrentDropout = 0, int? seed = null, string? name = null)
    : BuiltInCell(4, units, activation, useBias, kernelInitializer, recurrentInitializer, biasInitializer, dropout, recurrentDropout,
        seed, name)
{
    /// <summary>The gates' activation.</summary>
    public ActivationFunction RecurrentActivation { get; } = recurrentActivation ?? Activations.Sigmoid;

    /// <summary>Whether the forget gate's bias starts at 1.</summary>
    public bool UnitForgetBias { get; } = unitForgetBias;

    /// <inheritdoc/>
    public override IReadOnlyList<int> StateSizes => [Units, Units];

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateNames => ["h", "c"];

    private protected override Initializer BiasStart => UnitForgetBias ? new ForgetGateOne(BiasInitializer, Units) : BiasInitializer;

    /// <inheritdoc/>
    public override CellStep Step(Tensor x, TensorList states)
    {
        Tensor hTm1 = states[0], cTm1 = states[1];
        Tensor z = FromInput(x) + FromState(hTm1);
        if (Bias is not null)
            z += Bias;
        Tensor i = RecurrentActivation.Apply(Gate(z, 0));
        Tensor f = RecurrentActivation.Apply(Gate(z, 1));
        Tensor g = Activation.Apply(Gate(z, 2));
        Tensor o = RecurrentActivation.Apply(Gate(z, 3));
        Tensor c = f * cTm1 + i * g;
        Tensor h = o * Activation.Apply(c);
        return new CellStep(h, [h, c])
        {
            Quantities =
            [
                new("i", "input gate", i), new("f", "forget gate", f), new("g", "candidate", g), new("o", "output gate", o),
                new("c", "cell state", c), new("h", "hidden state", h),
            ],
        };
    }

    /// <summary>The bias of Keras's unit_forget_bias: 1 for the forget gate, the initializer's values elsewhere.</summary>
    private sealed class ForgetGateOne(Initializer others, int units) : Initializer
    {
        protected override void Fill(Span<float> values, Shape shape, RandomStream random)
        {
            others.Sample(shape).Values.CopyTo(values);
            values.Slice(units, units).Fill(1);
        }
    }
}
