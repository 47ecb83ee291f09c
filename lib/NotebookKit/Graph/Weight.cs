namespace NotebookKit;

/// <summary>One of a layer's weights: a tensor that training changes in place.</summary>
/// <param name="name">What it is in its layer, in Keras's words: kernel, recurrent_kernel, bias, embeddings.</param>
/// <param name="value">The values; training and <see cref="Layer.SetWeights"/> change them in place.</param>
/// <param name="trainable">Whether training changes it.</param>
public sealed class Weight(string name, Tensor value, bool trainable = true)
{
    /// <summary>What it is in its layer, in Keras's words: kernel, recurrent_kernel, bias, embeddings.</summary>
    public string Name { get; } = name;

    /// <summary>The values; training and <see cref="Layer.SetWeights"/> change them in place.</summary>
    public Tensor Value { get; } = trainable ? value.WithGrad() : value;

    /// <summary>Whether training changes it.</summary>
    public bool Trainable { get; } = trainable;

    /// <summary>The axis lengths.</summary>
    public Shape Shape => Value.Shape;

    /// <summary>Name and shape, for example <c>kernel (1, 4)</c>.</summary>
    public override string ToString() => $"{Name} {Shape}";
}
