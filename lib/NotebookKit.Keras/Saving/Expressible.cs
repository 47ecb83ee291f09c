using NotebookKit.Keras.Configuration;
using NotebookKit.Layers;

namespace NotebookKit.Keras.Saving;

/// <summary>What Keras 3 can say, and the refusals of what it cannot, by the layer's name.</summary>
internal static class Expressible
{
    private const string Remedy = "or save the weights alone to a file that ends in .weights.h5";

    /// <summary>Throws where Keras 3 has no such layer.</summary>
    public static void Require(Layer layer)
    {
        if (layer is Lambda)
        {
            throw new RefusedException($"Lambda '{layer.Name}' computes a function of C#, which Keras could not run. Write it as layers "
                + $"or operations, {Remedy}.");
        }
        if (layer.GetType().Assembly != typeof(Layer).Assembly)
        {
            throw new RefusedException($"{layer.Kind} '{layer.Name}' is a class of your own, which Keras does not have. Use layers of "
                + $"Keras, {Remedy}.");
        }
    }

    /// <summary>Throws where Keras 3 has no such initializer.</summary>
    public static void Require(Layer owner, Initializer initializer)
    {
        if (initializer.GetType().Assembly != typeof(Initializer).Assembly)
        {
            throw new RefusedException($"{owner.Kind} '{owner.Name}' starts by {initializer.GetType().Name}, a class of your own, which "
                + $"Keras does not have. Use one of Keras's initializers, {Remedy}.");
        }
    }

    /// <summary>The name of an activation in Keras 3.</summary>
    public static string ActivationName(Layer owner, ActivationFunction activation)
    {
        if (ReferenceEquals(activation, Activations.HardSigmoidKeras2))
        {
            throw new RefusedException($"{owner.Kind} '{owner.Name}' has Keras 2's hard_sigmoid, clip(0.2x + 0.5, 0, 1); what Keras 3 "
                + $"calls hard_sigmoid is another function, and the numbers would change. Save the model by Model.Save, {Remedy}.");
        }
        if (ReferenceEquals(activation, Activations.HardSigmoidKeras3))
        {
            return "hard_sigmoid";
        }
        try
        {
            if (ReferenceEquals(Activations.ByName(activation.Name), activation))
            {
                return activation.Name;
            }
        }
        catch (ArgumentException)
        {
            // No activation of that name: it is the reader's own, as said below.
        }
        throw new RefusedException($"{owner.Kind} '{owner.Name}' uses the activation '{activation.Name}' of your own, which Keras does "
            + $"not have. Use one of Keras's, {Remedy}.");
    }

    /// <summary>Throws where an older rule for masks makes a difference, which Keras 3 does not have.</summary>
    public static void RequireNewMasks(Model model)
    {
        bool masks = HasMasks(model);
        foreach (LayerCall call in model.Calls)
        {
            if (call.Layer is Model inner)
            {
                RequireNewMasks(inner);
            }
            bool differs = call.Layer is MergeLayer or Concatenate or TimeDistributed || (call.Layer is RecurrentLayer
                && call.Inputs.Count > 1);
            if (masks && differs && call.Layer.MaskRule == MaskRule.Keras2 && call.Masks.Count == 0)
            {
                string how = call.Layer is RecurrentLayer ? "beside initial states it would compute the masked steps too"
                    : "it would join the masks otherwise";
                throw new RefusedException($"{call.Layer.Kind} '{call.Layer.Name}' follows the mask rules of the Keras that trained it "
                    + $"(MaskRule.Keras2), which Keras 3 does not have: {how}, and the numbers would change. Save the model by "
                    + $"Model.Save, or set the layer's MaskRule to Keras3 if you want the new numbers.");
            }
        }
    }

    private static bool HasMasks(Model model) => model.Layers.Any(l => Masks(l) || (l is TimeDistributed { Layer: var part }
        && Masks(part)) || (l is Model inner && HasMasks(inner)));

    private static bool Masks(Layer layer) => layer is Masking or Embedding { MaskZero: true };
}
