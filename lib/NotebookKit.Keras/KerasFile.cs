using System.Text.Json;
using NotebookKit.Keras.Configuration;
using NotebookKit.Keras.Containers;
using NotebookKit.Keras.Hdf5;
using NotebookKit.Keras.Weights;

namespace NotebookKit.Keras;

/// <summary>
/// Models of Keras, opened and given back: <c>.keras</c>, <c>.h5</c> and <c>.weights.h5</c> of Keras 1, 2 and 3. What a file is
/// is decided by its content. Files may come from strangers: code in them is refused by name and never run, no link and no
/// other file is followed, and memory and time stay within a small factor of the file's size.
/// </summary>
/// <example>
/// <code>
/// Model model = KerasFile.Load("adder.keras");        // an ordinary Model: Predict, Fit, Summary, Diagram
/// KerasFile.LoadWeights(model, "adder.weights.h5");   // other weights for it
/// KerasFile.Save(model, "adder-again.keras");         // opens in Keras 3
/// </code>
/// </example>
public static partial class KerasFile
{
    /// <summary>
    /// Opens a model: a .keras archive or the folder it unpacks to, a whole-model .h5, or the JSON text of an architecture (what
    /// to_json() gives), whose weights are new then and come by <see cref="LoadWeights"/>.
    /// </summary>
    /// <param name="path">The file or folder.</param>
    /// <returns>
    /// A <see cref="Sequential"/> where one was saved. It computes what the Keras that wrote the file computes: activations and
    /// masks follow the rules of its version. It is not compiled; <see cref="Describe"/> says how it was.
    /// </returns>
    /// <exception cref="KerasFileException">The file is damaged, no model of Keras, or holds what this library does not have.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static Model Load(string path) => Guarded(path, () =>
    {
        Container container = ContainerReader.Open(path);
        return container.Form switch
        {
            ContainerForm.ArchitectureText => LoadArchitecture(container),
            ContainerForm.OldWeights or ContainerForm.Weights => throw new RefusedException(
                $"The file has no model_config, so it holds {container.FormName}, without an architecture. "
                + $"Build the model here, or open its architecture, and load these by KerasFile.LoadWeights."),
            ContainerForm.ShardIndex => throw new RefusedException(
                "The file names the shards of weights and holds no architecture. Build the model here, or "
                + "open its architecture, and load these by KerasFile.LoadWeights."),
            _ => LoadWhole(container),
        };
    });

    /// <summary>Sets a model's weights from a file: .weights.h5, its shards by their .weights.json, an old weights file,
    /// or a whole model's.</summary>
    /// <param name="model">A model whose weights exist; built here, or by <see cref="Load"/> of an architecture.</param>
    /// <param name="path">The file. Layers are matched by class and order, as Keras does it.</param>
    /// <exception cref="InvalidOperationException">The model has no weights yet.</exception>
    /// <exception cref="KerasFileException">The file is damaged, or its weights do not fit; the model is as before.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static void LoadWeights(Model model, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        RequireBuilt(model, "get weights");
        Guarded(path, () =>
        {
            Container container = ContainerReader.Open(path);
            var values = new WeightValues();
            switch (container.Form)
            {
                case ContainerForm.ShardIndex:
                    ShardReader.Read(path, container.Config!.Value, model, KerasOrder.OfFile, values);
                    break;
                case ContainerForm.ArchitectureText:
                    throw new RefusedException("The file holds an architecture and no weights. Open it by KerasFile.Load, and give "
                        + "LoadWeights the file of the weights.");
                case ContainerForm.WholeModel or ContainerForm.OldWeights:
                    new OldWeightsReader(WeightsGroup(container), KerasOrder.OfFile, values).Read(model);
                    break;
                default:
                    NewWeightsReader.Read([container.Weights!.Root], model, KerasOrder.OfFile, values);
                    break;
            }
            values.Apply(model);
            return true;
        });
    }

    // Beyond any model that a text alone should make: a gigabyte of weights.
    private const long NewModelLimit = 250_000_000;

    private static Model LoadArchitecture(Container container)
    {
        JsonElement architecture = JsonDocuments.Read(container.Config!.Value, "architecture");
        var context = new BuildContext(FileVersion.Of(container, architecture), NewModelLimit);
        Model model = new ModelReader(context).Read(architecture);
        KerasOrder.Remember(context);
        return model;
    }

    private static Model LoadWhole(Container container)
    {
        JsonElement config = JsonDocuments.Read(container.Config!.Value, container.Form == ContainerForm.WholeModel ? "model_config"
            : ContainerReader.ConfigName);
        Hdf5File file = container.Weights!;
        long most = 1_000_000 + (8L * file.Length);
        var context = new BuildContext(FileVersion.Of(container, config), most);
        Model model;
        using (Initializer.Skip(most))
        {
            model = new ModelReader(context).Read(config);
        }
        var values = new WeightValues();
        IReadOnlyList<Layer> InFileOrder(Model m) => context.Order.GetValueOrDefault(m) ?? KerasOrder.Of(m);
        if (container.Form == ContainerForm.WholeModel)
        {
            new OldWeightsReader(WeightsGroup(container), InFileOrder, values).Read(model);
        }
        else
        {
            NewWeightsReader.Read([file.Root], model, InFileOrder, values);
        }
        values.Apply(model);
        KerasOrder.Remember(context);
        return model;
    }

    /// <summary>The group that lists the layers: model_weights in a whole model, the root in a file of weights.</summary>
    private static Hdf5Group WeightsGroup(Container container) => container.Form == ContainerForm.OldWeights
        ? container.Weights!.Root
        : container.Weights!.Root.Group("model_weights")
            ?? throw new RefusedException("The file has no group model_weights, so it holds an architecture without weights. Save the "
                + "model again by Keras.");

    private static void RequireBuilt(Model model, string what)
    {
        try
        {
            _ = model.Calls;
        }
        catch (InvalidOperationException)
        {
            throw new InvalidOperationException($"{model.Kind} '{model.Name}' cannot {what} before its input's shape is known. Begin it "
                + $"with an Input, for example new Input(3, 1), or give it data first.");
        }
    }

    /// <summary>Puts the file's name in front of what is wrong with it.</summary>
    private static T Guarded<T>(string path, Func<T> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return read();
        }
        catch (Exception error) when (error is RefusedException or Hdf5Exception)
        {
            throw new KerasFileException(path, error.Message, error.InnerException);
        }
    }
}
