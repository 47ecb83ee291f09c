namespace NotebookKit.Layers;

/// <summary>
/// One step of the simple recurrent network of J. L. Elman, "Finding Structure in Time" (1990):
/// <code>h = activation(x · kernel + h_tm1 · recurrent_kernel + bias)</code>
/// where h_tm1 is h of the step before.
/// </summary>
/// <example>
/// <code>
/// SymbolicTensor y = new RNN(new SimpleRNNCell(8)).Apply(new Input(5, 3));    // (None, 5, 3) → (None, 8)
/// </code>
/// </example>
/// <param name="units">The size of the state and the output.</param>
/// <param name="activation">Applied to the sum; tanh unless said otherwise.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="kernelInitializer">How the kernel (features, units) starts; GlorotUniform unless said otherwise.</param>
/// <param name="recurrentInitializer">How the recurrent kernel (units, units) starts; Orthogonal unless said otherwise.</param>
/// <param name="biasInitializer">How the bias (units,) starts; Zeros unless said otherwise.</param>
/// <param name="dropout">The part of the inputs dropped in training.</param>
/// <param name="recurrentDropout">The part of the state dropped in training before the recurrent kernel.</param>
/// <param name="seed">Makes the same dropout every time.</param>
/// <param name="name">What errors call the cell.</param>
/// <exception cref="ArgumentException">units or a rate lies outside its range.</exception>
public sealed class SimpleRNNCell(
    int units, ActivationFunction? activation = null, bool useBias = true, Initializer? kernelInitializer = null,
    Initializer? recurrentInitializer = null, Initializer? biasInitializer = null, float dropout = 0, float recurrentDropout = 0,
    int? seed = null, string? name = null)
    : BuiltInCell(1, units, activation, useBias, kernelInitializer, recurrentInitializer, biasInitializer, dropout, recurrentDropout,
        seed, name)
{
    /// <inheritdoc/>
    public override CellStep Step(Tensor x, TensorList states)
    {
        Tensor hTm1 = states[0];
        Tensor sum = FromInput(x) + FromState(hTm1);
        Tensor h = Activation.Apply(Bias is null ? sum : sum + Bias);
        return new CellStep(h, [h]) { Quantities = [new("h", "hidden state", h)] };
    }
}
