using NotebookKit.Layers;

namespace NotebookKit;

/// <summary>
/// Who computes with which layers. Training changes a model's weights and its layers' states, so while one thread trains,
/// no other may train or compute with the same layers, in this model or in another that shares them. Computing alone may go
/// on in any number of threads, and whoever trains may compute in between, as callbacks do.
/// </summary>
internal sealed class LayersInUse(Model model, string what, bool trains) : IDisposable
{
    private static readonly Lock s_gate = new();
    private static readonly List<LayersInUse> s_uses = [];

    private readonly Layer[] _layers = [.. Of(model).Distinct()];
    private readonly Model _model = model;
    private readonly string _what = what;
    private readonly bool _trains = trains;
    private readonly int _thread = Environment.CurrentManagedThreadId;

    /// <summary>Begins to train a model; it ends when the result is disposed.</summary>
    /// <param name="model">The model, built.</param>
    /// <param name="what">The method that does so, for errors.</param>
    /// <exception cref="InvalidOperationException">Another thread computes with one of the layers.</exception>
    public static LayersInUse ToTrain(Model model, string what) => Enter(new LayersInUse(model, what, trains: true));

    /// <summary>Begins to compute with a model without changing it; it ends when the result is disposed.</summary>
    /// <param name="model">The model, built.</param>
    /// <param name="what">The method that does so, for errors.</param>
    /// <exception cref="InvalidOperationException">Another thread trains one of the layers.</exception>
    public static LayersInUse ToCompute(Model model, string what) => Enter(new LayersInUse(model, what, trains: false));

    public void Dispose()
    {
        lock (s_gate)
            s_uses.Remove(this);
    }

    private static LayersInUse Enter(LayersInUse use)
    {
        lock (s_gate)
        {
            foreach (LayersInUse other in s_uses)
            {
                if (other._thread != use._thread && (other._trains || use._trains)
                    && Array.Find(use._layers, other._layers.Contains) is { } layer)
                {
                    throw use.InTheWay(other, layer);
                }
            }
            s_uses.Add(use);
        }
        return use;
    }

    private InvalidOperationException InTheWay(LayersInUse other, Layer layer)
    {
        string whose = ReferenceEquals(other._model, _model) ? ""
            : $" of {other._model.Kind} '{other._model.Name}', which shares {layer.Kind} '{layer.Name}' with it,";
        return new InvalidOperationException(
            $"{_model.Kind} '{_model.Name}' cannot run {_what} now: {other._what}{whose} runs on another thread, and training changes the "
            + "weights in place. "
            + "Wait for it to end, or give one of them a model of its own by model.Copy().");
    }

    private static IEnumerable<Layer> Of(Layer layer) => layer switch
    {
        Input => [],
        Model model => model.Layers.SelectMany(Of),
        TimeDistributed each => Of(each.Layer),
        Bidirectional both => [both.ForwardLayer, both.BackwardLayer],
        _ => [layer],
    };
}
