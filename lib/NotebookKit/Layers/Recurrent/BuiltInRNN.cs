namespace NotebookKit.Layers;

/// <summary>
/// What <see cref="SimpleRNN"/>, <see cref="LSTM"/> and <see cref="GRU"/> have in common beside the loop: the settings of their cells.
/// </summary>
/// <remarks>
/// Only this library derives from it: a network of your own is an <see cref="RNN"/> of a <see cref="RecurrentCell"/> of your own.
/// </remarks>
public abstract class BuiltInRNN : RNN
{
    private protected BuiltInRNN(bool returnSequences, bool returnState, bool goBackwards, bool stateful, bool zeroOutputForMask,
        string? name)
        : base(returnSequences, returnState, goBackwards, stateful, zeroOutputForMask, name)
    {
    }

    private BuiltInCell Settings => (BuiltInCell)Cell;

    /// <summary>The size of the state and the output; not the number of time steps.</summary>
    public int Units => Settings.Units;

    /// <summary>The activation of candidates and outputs.</summary>
    public ActivationFunction Activation => Settings.Activation;

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias => Settings.UseBias;

    /// <summary>How the kernel starts.</summary>
    public Initializer KernelInitializer => Settings.KernelInitializer;

    /// <summary>How the recurrent kernel starts.</summary>
    public Initializer RecurrentInitializer => Settings.RecurrentInitializer;

    /// <summary>How the bias starts.</summary>
    public Initializer BiasInitializer => Settings.BiasInitializer;

    /// <summary>The part of the input features dropped in training.</summary>
    public float Dropout => Settings.Dropout;

    /// <summary>The part of the state dropped in training before the recurrent kernel, other units for each gate.</summary>
    public float RecurrentDropout => Settings.RecurrentDropout;

    /// <summary>Makes the same dropout every time; null where it comes from <see cref="RandomSeed"/>.</summary>
    public int? Seed => Settings.Seed;
}
