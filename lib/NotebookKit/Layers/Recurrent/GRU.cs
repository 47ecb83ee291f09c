namespace NotebookKit.Layers;

/// <summary>
/// The gated recurrent unit: at every step the gates z and r and a candidate renew the state
/// h = z ∗ h_tm1 + (1 - z) ∗ candidate, which is the output too; see <see cref="GRUCell"/>. It has
/// 3 · (units · (units + features) + 2 · units) parameters, or with resetAfter false one bias less.
/// </summary>
/// <example>
/// <code>
/// var (output, h) = new GRU(2, returnState: true).Apply(x);   // x (1, 3, 1); output and h are both (1, 2), and equal
/// </code>
/// </example>
public sealed class GRU : BuiltInRNN
{
    /// <summary>Makes the layer; its weights, if it has any, come into being when it is first applied.</summary>
    /// <param name="units">The size of the state and the output.</param>
    /// <param name="activation">For the candidate; tanh unless said otherwise.</param>
    /// <param name="recurrentActivation">For the gates; sigmoid unless said otherwise.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    /// <param name="kernelInitializer">How the kernel (features, 3 · units) starts; GlorotUniform unless said otherwise.</param>
    /// <param name="recurrentInitializer">How the recurrent kernel (units, 3 · units) starts; Orthogonal unless said otherwise.</param>
    /// <param name="biasInitializer">How the bias starts; Zeros unless said otherwise.</param>
    /// <param name="dropout">The part of the input features dropped in training, from 0 to below 1.</param>
    /// <param name="recurrentDropout">The part of the state dropped in training before the recurrent kernel, other units for each
    /// gate.</param>
    /// <param name="returnSequences">Whether the output of every time step is returned rather than that of the last.</param>
    /// <param name="returnState">Whether the final state h follows the output.</param>
    /// <param name="goBackwards">Whether the steps run from the last to the first.</param>
    /// <param name="stateful">Whether the states carry over from batch to batch, until <see cref="RNN.ResetState"/>.</param>
    /// <param name="zeroOutputForMask">Whether a masked step gives zeros rather than the output of the step before.</param>
    /// <param name="resetAfter">Whether the reset gate acts after the product with the recurrent kernel rather than before.</param>
    /// <param name="seed">Makes the same dropout every time.</param>
    /// <param name="name">What summaries and errors call the layer.</param>
    /// <exception cref="ArgumentException">units or a rate lies outside its range.</exception>
    public GRU(
        int units, ActivationFunction? activation = null, ActivationFunction? recurrentActivation = null, bool useBias = true,
        Initializer? kernelInitializer = null, Initializer? recurrentInitializer = null, Initializer? biasInitializer = null,
        float dropout = 0, float recurrentDropout = 0, bool returnSequences = false, bool returnState = false, bool goBackwards = false,
        bool stateful = false, bool zeroOutputForMask = false, bool resetAfter = true, int? seed = null, string? name = null)
        : base(returnSequences, returnState, goBackwards, stateful, zeroOutputForMask, name)
    {
        Cell = new GRUCell(
            units, activation, recurrentActivation, useBias, kernelInitializer, recurrentInitializer, biasInitializer,
            dropout, recurrentDropout, resetAfter, seed, Name);
    }

    /// <summary>The gates' activation.</summary>
    public ActivationFunction RecurrentActivation => ((GRUCell)Cell).RecurrentActivation;

    /// <summary>Whether the reset gate acts after the product with the recurrent kernel rather than before.</summary>
    public bool ResetAfter => ((GRUCell)Cell).ResetAfter;

    private protected override string WeightRemedy(string weight, Shape received) => (weight, received.Rank) switch
    {
        ("bias", 1) when ResetAfter => "A bias of one row belongs to a GRU with resetAfter: false; make the layer with it.",
        ("bias", 2) when !ResetAfter => "A bias of two rows belongs to a GRU with resetAfter: true; make the layer with it.",
        _ => base.WeightRemedy(weight, received),
    };

    internal override RNN Copy(string name, bool goBackwards, bool zeroOutputForMask) => new GRU(
        Units, Activation, RecurrentActivation, UseBias, KernelInitializer, RecurrentInitializer, BiasInitializer,
        Dropout, RecurrentDropout, ReturnSequences, ReturnState, goBackwards, Stateful, zeroOutputForMask, ResetAfter, Seed, name);
}
