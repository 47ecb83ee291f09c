namespace NotebookKit;

/// <summary>Every weight starts at one value.</summary>
/// <param name="value">That value.</param>
public class Constant(float value) : Initializer
{
    /// <summary>The value every weight starts at.</summary>
    public float Value { get; } = value;

    /// <inheritdoc/>
    protected override void Fill(Span<float> values, Shape shape, RandomStream random) => values.Fill(Value);
}

/// <summary>Every weight starts at 0, the default of biases.</summary>
public sealed class Zeros() : Constant(0);

/// <summary>Every weight starts at 1.</summary>
public sealed class Ones() : Constant(1);
