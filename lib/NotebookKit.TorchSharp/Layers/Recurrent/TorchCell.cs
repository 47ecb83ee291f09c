using NotebookKit.Layers;
using TorchSharp;
using Parameter = TorchSharp.Modules.Parameter;

namespace NotebookKit.TorchSharp.Layers;

/// <summary>
/// The cell of a recurrent layer over the parameters of torch's own module, weight_ih_l0, weight_hh_l0, bias_ih_l0 and
/// bias_hh_l0: the module itself where torch computes what the cell does, single steps where it cannot.
/// </summary>
/// <param name="cell">The kit's cell, built.</param>
/// <param name="module">Torch's module with as many inputs and units.</param>
internal abstract class TorchCell(BuiltInCell cell, torch.nn.Module module) : ICellOfTorch
{
    private readonly torch.nn.Module _module = module;
    private readonly List<WeightBinding> _bindings = [];
    private torch.Tensor[]? _inputDrops, _recurrentDrops;

    /// <summary>The kit's cell.</summary>
    public BuiltInCell Source { get; } = cell;

    public IEnumerable<(string Name, torch.nn.Module Module)> Modules =>
        [(Source is GRUCell ? "gru" : Source is LSTMCell ? "lstm" : "rnn", _module)];

    public IEnumerable<WeightBinding> Bindings => _bindings;

    /// <summary>The activation of candidates and outputs.</summary>
    protected Func<torch.Tensor, torch.Tensor> Activation { get; } = TorchActivations.Of(cell.Activation, cell);

    /// <summary>Whether torch's module computes this cell's equations at all.</summary>
    protected abstract bool TorchComputesIt { get; }

    /// <summary>Settles what is dropped in a sequence, and gives the sequence as the steps are to see it.</summary>
    public torch.Tensor Begin(torch.Tensor x, bool training)
    {
        _inputDrops = null;
        _recurrentDrops = training && Source.RecurrentDropout > 0 ? Drops([x.shape[0], Source.Units], Source.RecurrentDropout) : null;
        if (!training || Source.Dropout == 0)
        {
            return x;
        }
        // Without recurrent dropout one choice serves all gates, as in Keras, and torch's module can run.
        if (_recurrentDrops is null || Gates == 1)
        {
            return x * DropoutModule.Noise([x.shape[0], 1, x.shape[2]], Source.Dropout, x.device);
        }
        _inputDrops = Drops([x.shape[0], 1, x.shape[2]], Source.Dropout);
        return x;

        torch.Tensor[] Drops(long[] shape, float rate) =>
            [.. Enumerable.Range(0, Gates).Select(_ => DropoutModule.Noise(shape, rate, x.device))];
    }

    /// <summary>Whether torch's module can run the sequence that was begun last.</summary>
    public bool CanFuse(torch.Tensor? mask) => TorchComputesIt && mask is null && _recurrentDrops is null;

    /// <summary>Runs torch's module over a sequence.</summary>
    /// <param name="x">(batch, time, features).</param>
    /// <param name="states">The states before the first step, each (batch, units).</param>
    /// <returns>The outputs of all steps, and the final states.</returns>
    public abstract (torch.Tensor Sequence, torch.Tensor[] States) RunFused(torch.Tensor x, torch.Tensor[] states);

    /// <summary>The input's part of what the gates are computed from, for one step or a whole sequence.</summary>
    public torch.Tensor Project(torch.Tensor x) => Linear(x, _inputDrops, "weight_ih_l0", "bias_ih_l0");

    public (torch.Tensor Output, torch.Tensor[] States) Step(torch.Tensor fromX, torch.Tensor[] states)
    {
        torch.Tensor[] renewed = Renew(fromX, states);
        return (renewed[0], renewed);
    }

    /// <summary>The states after one step, the output first.</summary>
    /// <param name="fromX">One step of what <see cref="Project"/> gave.</param>
    /// <param name="states">The states of the step before.</param>
    protected abstract torch.Tensor[] Renew(torch.Tensor fromX, torch.Tensor[] states);

    /// <summary>The state's part of what the gates are computed from.</summary>
    protected torch.Tensor Recur(torch.Tensor h) => Linear(h, _recurrentDrops, "weight_hh_l0", "bias_hh_l0");

    /// <summary>The state's part of one gate, in torch's order.</summary>
    protected torch.Tensor Recur(torch.Tensor h, int gate) => Linear(h, _recurrentDrops, "weight_hh_l0", "bias_hh_l0", gate);

    private int Gates => (int)(Parameter("weight_ih_l0").shape[0] / Source.Units);

    private torch.Tensor Linear(torch.Tensor x, torch.Tensor[]? drops, string weight, string bias) => drops is null
        ? torch.nn.functional.linear(x, Parameter(weight), Bias(bias))
        : torch.cat([.. drops.Select((_, gate) => Linear(x, drops, weight, bias, gate))], -1);

    private torch.Tensor Linear(torch.Tensor x, torch.Tensor[]? drops, string weight, string bias, int gate)
    {
        int units = Source.Units;
        return torch.nn.functional.linear(
            drops is null ? x : x * drops[gate], Parameter(weight).narrow(0, gate * units, units),
                Bias(bias)?.narrow(0, gate * units, units));
    }

    protected Parameter Parameter(string name) => _module.get_parameter(name)!;

    protected torch.Tensor? Bias(string name) => Source.UseBias ? Parameter(name) : null;

    /// <summary>Binds kernel, recurrent kernel and bias; each gate's block of columns is moved to where torch has it.</summary>
    /// <param name="toTorch">For each of torch's blocks the kit's.</param>
    protected void BindWeights(params int[] toTorch)
    {
        int[] toKit = [.. toTorch.Select((_, kit) => Array.IndexOf(toTorch, kit))];
        IReadOnlyList<Weight> weights = Source.Weights;
        Kernel(weights[0], "weight_ih_l0");
        Kernel(weights[1], "weight_hh_l0");
        if (Source.UseBias)
        {
            BindBias(weights[2]);
        }
        foreach (WeightBinding binding in _bindings)
        {
            using torch.Tensor value = binding.Weight.Value.ToTorch();
            binding.Write(value);
        }

        void Kernel(Weight weight, string name) => _bindings.Add(new WeightBinding(
            weight, () => [Parameter(name)], value => [Blocks(value, toTorch).t()], parts => Blocks(parts[0].t(), toKit)));

        // Torch has two biases where Keras has one: the second is zero and does not learn. With two rows each has its own.
        void BindBias(Weight bias) => _bindings.Add(bias.Shape.Rank == 2
            ? new WeightBinding(
                bias, Biases, value => [.. Blocks(value, toTorch).unbind(0)], parts => Blocks(torch.stack(parts, 0), toKit))
            : new WeightBinding(
                bias, Biases, value => [Blocks(value, toTorch), torch.zeros_like(value)], parts => Blocks(parts[0] + parts[1], toKit))
            {
                SecondIsPadding = true,
            });
    }

    private Parameter[] Biases() => [Parameter("bias_ih_l0"), Parameter("bias_hh_l0")];

    private torch.Tensor Blocks(torch.Tensor value, int[] order) =>
        order.Length == 1 ? value : torch.cat([.. order.Select(block => value.narrow(-1, block * Source.Units, Source.Units))], -1);
}
