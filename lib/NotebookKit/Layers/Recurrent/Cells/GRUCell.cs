namespace NotebookKit.Layers;

/// <summary>
/// One step of the gated recurrent unit of K. Cho et al., "Learning Phrase Representations using RNN Encoder-Decoder for
/// Statistical Machine Translation" (2014):
/// <code>
/// z = recurrentActivation(x · K_z + h_tm1 · R_z + b_z)             update gate
/// r = recurrentActivation(x · K_r + h_tm1 · R_r + b_r)             reset gate
/// candidate = activation(x · K_h + r ∗ (h_tm1 · R_h + b1_h) + b0_h)   with resetAfter (cuDNN, the default)
/// candidate = activation(x · K_h + (r ∗ h_tm1) · R_h + b_h)           without (the paper)
/// h = z ∗ h_tm1 + (1 - z) ∗ candidate                              hidden state, the output
/// </code>
/// The gates' weights stand side by side in Keras's order z, r, h (PyTorch's is r, z, n): kernel K (features, 3 · units),
/// recurrent kernel R (units, 3 · units), bias (3 · units), or with resetAfter (2, 3 · units): row 0 is added to the
/// input's part, row 1 to the state's.
/// </summary>
/// <example>
/// <code>
/// SymbolicTensor y = new RNN(new GRUCell(8)).Apply(new Input(5, 3));          // (None, 5, 3) → (None, 8)
/// </code>
/// </example>
/// <param name="units">The size of the state and the output.</param>
/// <param name="activation">For the candidate; tanh unless said otherwise.</param>
/// <param name="recurrentActivation">For the gates; sigmoid unless said otherwise.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="kernelInitializer">How the kernel starts; GlorotUniform unless said otherwise.</param>
/// <param name="recurrentInitializer">How the recurrent kernel starts; Orthogonal unless said otherwise.</param>
/// <param name="biasInitializer">How the bias starts; Zeros unless said otherwise.</param>
/// <param name="dropout">The part of the inputs dropped in training.</param>
/// <param name="recurrentDropout">The part of h dropped in training before the recurrent kernel, other units for each gate.</param>
/// <param name="resetAfter">Whether the reset gate acts after the product with the recurrent kernel rather than before.</param>
/// <param name="seed">Makes the same dropout every time.</param>
/// <param name="name">What errors call the cell.</param>
/// <exception cref="ArgumentException">units or a rate lies outside its range.</exception>
public sealed class GRUCell(
    int units, ActivationFunction? activation = null, ActivationFunction? recurrentActivation = null, bool useBias = true,
    Initializer? kernelInitializer = null, Initializer? recurrentInitializer = null, Initializer? biasInitializer = null,
    float dropout = 0, float recurrentDropout = 0, bool resetAfter = true, int? seed = null, string? name = null)
    : BuiltInCell(3, units, activation, useBias, kernelInitializer, recurrentInitializer, biasInitializer, dropout, recurrentDropout,
        seed, name)
{
    /// <summary>The gates' activation.</summary>
    public ActivationFunction RecurrentActivation { get; } = recurrentActivation ?? Activations.Sigmoid;

    /// <summary>Whether the reset gate acts after the product with the recurrent kernel rather than before.</summary>
    public bool ResetAfter { get; } = resetAfter;

    private protected override Shape BiasShape => ResetAfter ? new(2, 3 * Units) : new(3 * Units);

    /// <inheritdoc/>
    public override CellStep Step(Tensor x, TensorList states)
    {
        Tensor hTm1 = states[0], fromX = FromInput(x);
        if (Bias is not null)
            fromX += ResetAfter ? Bias[0] : Bias;
        Tensor z, r, candidate;
        if (ResetAfter)
        {
            Tensor fromH = FromState(hTm1);
            if (Bias is not null)
                fromH += Bias[1];
            z = RecurrentActivation.Apply(Gate(fromX, 0) + Gate(fromH, 0));
            r = RecurrentActivation.Apply(Gate(fromX, 1) + Gate(fromH, 1));
            candidate = Activation.Apply(Gate(fromX, 2) + r * Gate(fromH, 2));
        }
        else
        {
            z = RecurrentActivation.Apply(Gate(fromX, 0) + FromState(hTm1, 0));
            r = RecurrentActivation.Apply(Gate(fromX, 1) + FromState(hTm1, 1));
            candidate = Activation.Apply(Gate(fromX, 2) + FromState(r * hTm1, 2));
        }
        Tensor h = z * hTm1 + (1 - z) * candidate;
        return new CellStep(h, [h])
        {
            Quantities = [new("z", "update gate", z), new("r", "reset gate", r), new("candidate", "candidate state", candidate),
                new("h", "hidden state", h)],
        };
    }
}
