namespace NotebookKit;

/// <summary>
/// Whose rules for masks a layer follows where Keras changed them. Models made here follow Keras 3; a model opened from an
/// older file carries the rule of the Keras that wrote it, by <see cref="Layer.MaskRule"/>.
/// </summary>
public enum MaskRule
{
    /// <summary>
    /// The rules of Keras 3.4 to 3.15. Layers that add, multiply or otherwise merge their inputs count a step where any
    /// of them does, and have no mask where one input has none; Concatenate joins the masks as it joins the values, and
    /// counts a step where any feature does; a recurrent layer that is given initial states gets no mask that travels with
    /// its input; TimeDistributed hands its input's mask on as it is.
    /// </summary>
    Keras3,

    /// <summary>
    /// The rules of Keras 1 and 2, which for merging layers are those of Keras 3.0 to 3.3 too. Merging layers and
    /// Concatenate count a step where it counts in every input that has a mask; a recurrent layer heeds its input's mask
    /// beside initial states; TimeDistributed brings out the mask that the layer inside it makes.
    /// </summary>
    Keras2,
}
