namespace NotebookKit.Layers;

/// <summary>
/// The simple recurrent network: h = activation(x · kernel + h_tm1 · recurrent_kernel + bias), step by step; see
/// <see cref="SimpleRNNCell"/>. Its gradient passes once through the recurrent kernel for every step and so vanishes, or
/// explodes, over long sequences.
/// </summary>
/// <example>
/// <code>
/// SymbolicTensor y = new SimpleRNN(8, returnSequences: true).Apply(new Input(5, 3));   // (None, 5, 8)
/// </code>
/// </example>
public sealed class SimpleRNN : BuiltInRNN
{
    /// <summary>Makes the layer; its weights, if it has any, come into being when it is first applied.</summary>
    /// <param name="units">The size of the state and the output.</param>
    /// <param name="activation">Applied to the sum; tanh unless said otherwise.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    /// <param name="kernelInitializer">How the kernel (features, units) starts; GlorotUniform unless said otherwise.</param>
    /// <param name="recurrentInitializer">How the recurrent kernel (units, units) starts; Orthogonal unless said otherwise.</param>
    /// <param name="biasInitializer">How the bias starts; Zeros unless said otherwise.</param>
    /// <param name="dropout">The part of the input features dropped in training, from 0 to below 1.</param>
    /// <param name="recurrentDropout">The part of the state dropped in training before the recurrent kernel.</param>
    /// <param name="returnSequences">Whether the output of every time step is returned rather than that of the last.</param>
    /// <param name="returnState">Whether the final state h follows the output.</param>
    /// <param name="goBackwards">Whether the steps run from the last to the first.</param>
    /// <param name="stateful">Whether the states carry over from batch to batch, until <see cref="RNN.ResetState"/>.</param>
    /// <param name="zeroOutputForMask">Whether a masked step gives zeros rather than the output of the step before.</param>
    /// <param name="seed">Makes the same dropout every time.</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    /// <exception cref="ArgumentException">units or a rate lies outside its range.</exception>
    public SimpleRNN(
        int units, ActivationFunction? activation = null, bool useBias = true, Initializer? kernelInitializer = null,
        Initializer? recurrentInitializer = null, Initializer? biasInitializer = null, float dropout = 0, float recurrentDropout = 0,
        bool returnSequences = false, bool returnState = false, bool goBackwards = false, bool stateful = false,
        bool zeroOutputForMask = false, int? seed = null, string? name = null)
        : base(returnSequences, returnState, goBackwards, stateful, zeroOutputForMask, name)
    {
        Cell = new SimpleRNNCell(
            units, activation, useBias, kernelInitializer, recurrentInitializer, biasInitializer, dropout, recurrentDropout, seed, Name);
    }

    internal override RNN Copy(string name, bool goBackwards, bool zeroOutputForMask) => new SimpleRNN(
        Units, Activation, UseBias, KernelInitializer, RecurrentInitializer, BiasInitializer,
        Dropout, RecurrentDropout, ReturnSequences, ReturnState, goBackwards, Stateful, zeroOutputForMask, Seed, name);
}
