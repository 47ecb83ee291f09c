namespace NotebookKit.Layers;

/// <summary>
/// The long short-term memory: at every step the gates i, f, o and the candidate g renew the cell state c = f ∗ c_tm1 + i ∗ g
/// and the hidden state h = o ∗ tanh(c), which is the output; see <see cref="LSTMCell"/>. It has
/// 4 · (units · (units + features) + units) parameters.
/// </summary>
/// <example>
/// <code>
/// var (output, h, c) = new LSTM(2, returnSequences: true, returnState: true).Apply(x);   // x (1, 3, 1)
/// // output (1, 3, 2), h (1, 2) equal to the last row of output, c (1, 2)
/// </code>
/// </example>
public sealed class LSTM : BuiltInRNN
{
    /// <summary>Makes the layer; its weights, if it has any, come into being when it is first applied.</summary>
    /// <param name="units">The size of the state and the output.</param>
    /// <param name="activation">For the candidate and for c on its way out; tanh unless said otherwise.</param>
    /// <param name="recurrentActivation">For the gates; sigmoid unless said otherwise. Keras 2 before 2.3 used
    /// <see cref="Activations.HardSigmoidKeras2"/>.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    /// <param name="kernelInitializer">How the kernel (features, 4 · units) starts; GlorotUniform unless said otherwise.</param>
    /// <param name="recurrentInitializer">How the recurrent kernel (units, 4 · units) starts; Orthogonal unless said otherwise.</param>
    /// <param name="biasInitializer">How the bias starts; Zeros unless said otherwise.</param>
    /// <param name="unitForgetBias">
    /// Whether the forget gate's bias starts at 1 whatever the bias initializer says: with Constant(0) it is 1 all the same,
    /// in Keras 2 as in Keras 3.
    /// </param>
    /// <param name="dropout">The part of the input features dropped in training, from 0 to below 1.</param>
    /// <param name="recurrentDropout">The part of the state dropped in training before the recurrent kernel, other units for each
    /// gate.</param>
    /// <param name="returnSequences">Whether the output of every time step is returned rather than that of the last.</param>
    /// <param name="returnState">Whether the final states h and c follow the output.</param>
    /// <param name="goBackwards">Whether the steps run from the last to the first.</param>
    /// <param name="stateful">Whether the states carry over from batch to batch, until <see cref="RNN.ResetState"/>.</param>
    /// <param name="zeroOutputForMask">Whether a masked step gives zeros rather than the output of the step before.</param>
    /// <param name="seed">Makes the same dropout every time.</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    /// <exception cref="ArgumentException">units or a rate lies outside its range.</exception>
    public LSTM(
        int units, ActivationFunction? activation = null, ActivationFunction? recurrentActivation = null, bool useBias = true,
        Initializer? kernelInitializer = null, Initializer? recurrentInitializer = null, Initializer? biasInitializer = null,
        bool unitForgetBias = true, float dropout = 0, float recurrentDropout = 0, bool returnSequences = false, bool returnState = false,
        bool goBackwards = false, bool stateful = false, bool zeroOutputForMask = false, int? seed = null, string? name = null)
        : base(returnSequences, returnState, goBackwards, stateful, zeroOutputForMask, name)
    {
        Cell = new LSTMCell(
            units, activation, recurrentActivation, useBias, kernelInitializer, recurrentInitializer, biasInitializer,
            unitForgetBias, dropout, recurrentDropout, seed, Name);
    }

    /// <summary>The gates' activation.</summary>
    public ActivationFunction RecurrentActivation => ((LSTMCell)Cell).RecurrentActivation;

    /// <summary>Whether the forget gate's bias starts at 1.</summary>
    public bool UnitForgetBias => ((LSTMCell)Cell).UnitForgetBias;

    internal override RNN Copy(string name, bool goBackwards, bool zeroOutputForMask) => new LSTM(
        Units, Activation, RecurrentActivation, UseBias, KernelInitializer, RecurrentInitializer, BiasInitializer, UnitForgetBias,
        Dropout, RecurrentDropout, ReturnSequences, ReturnState, goBackwards, Stateful, zeroOutputForMask, Seed, name);
}
