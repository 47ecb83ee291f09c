using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace NotebookKit;

/// <summary>
/// The loss and metrics of a batch, an epoch or an evaluation, by Keras's names and in Keras's order: <c>loss</c>,
/// <c>accuracy</c>, then <c>val_loss</c>, <c>val_accuracy</c>.
/// </summary>
/// <remarks>
/// What callbacks and reporters receive while a batch runs is one object whose values go on changing; <see cref="Copy"/>
/// keeps a moment of it.
/// </remarks>
public sealed class Logs : IReadOnlyDictionary<string, float>
{
    private readonly string[] _names;
    private readonly float[] _values;

    internal Logs(string[] names, float[] values)
    {
        _names = names;
        _values = values;
    }

    internal Logs(params ReadOnlySpan<(string Name, float Value)> entries)
    {
        _names = new string[entries.Length];
        _values = new float[entries.Length];
        for (int i = 0; i < entries.Length; i++)
            (_names[i], _values[i]) = entries[i];
    }

    /// <summary>The names, in order.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The values in the order of <see cref="Names"/>.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>The total loss.</summary>
    public float Loss => this["loss"];

    /// <summary>How many values there are.</summary>
    public int Count => _names.Length;

    /// <summary>The value of a name.</summary>
    /// <example>
    /// <code>
    /// Logs logs = model.Evaluate(x, y);                        // x (200, 3, 1), y (200, 1)
    /// float error = logs["mean_absolute_error"];               // one number, the mean over all samples
    /// </code>
    /// </example>
    /// <exception cref="KeyNotFoundException">There is none of that name; the message lists those there are.</exception>
    public float this[string name] => TryGetValue(name, out float value)
        ? value
        : throw new KeyNotFoundException($"There is no '{name}' among {string.Join(", ", _names)}.");

    IEnumerable<string> IReadOnlyDictionary<string, float>.Keys => _names;

    IEnumerable<float> IReadOnlyDictionary<string, float>.Values => _values;

    /// <summary>Whether there is a value of this name.</summary>
    public bool ContainsKey(string key) => Array.IndexOf(_names, key) >= 0;

    /// <summary>Finds the value of a name.</summary>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out float value)
    {
        int at = Array.IndexOf(_names, key);
        value = at >= 0 ? _values[at] : 0;
        return at >= 0;
    }

    /// <summary>The present names and values in an object that no longer changes.</summary>
    public Logs Copy() => new([.. _names], [.. _values]);

    /// <summary>Takes the loss and one metric apart: <c>var (loss, accuracy) = model.Evaluate(x, y);</c></summary>
    /// <exception cref="InvalidOperationException">There are more or fewer values.</exception>
    public void Deconstruct(out float loss, out float metric)
    {
        Expect(2);
        (loss, metric) = (_values[0], _values[1]);
    }

    /// <summary>Takes the loss and two metrics apart.</summary>
    /// <exception cref="InvalidOperationException">There are more or fewer values.</exception>
    public void Deconstruct(out float loss, out float metric1, out float metric2)
    {
        Expect(3);
        (loss, metric1, metric2) = (_values[0], _values[1], _values[2]);
    }

    /// <summary>The values with their names, as Keras prints them: <c>loss: 0.1234 - accuracy: 0.9876</c>.</summary>
    public override string ToString() => string.Join(" - ", _names.Zip(_values, (name, value) => $"{name}: {Format(value)}"));

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, float>> GetEnumerator()
    {
        for (int i = 0; i < _names.Length; i++)
            yield return new KeyValuePair<string, float>(_names[i], _values[i]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>These values followed by others under names that begin with <c>val_</c>.</summary>
    internal Logs WithValidation(Logs validation) =>
        new([.. _names, .. validation._names.Select(n => "val_" + n)], [.. _values, .. validation._values]);

    /// <summary>Four decimals, or an exponent where those would hide the number, as Keras's progress line does.</summary>
    internal static string Format(float value) => MathF.Abs(value) > 1e-3f || value == 0 || !float.IsFinite(value)
        ? value.ToString("0.0000", CultureInfo.InvariantCulture)
        : value.ToString("0.0000e+00", CultureInfo.InvariantCulture);

    private void Expect(int count)
    {
        if (_names.Length != count)
        {
            throw new InvalidOperationException(
                $"{count} values were expected here, but there are {_names.Length}: {string.Join(", ", _names)}. Read them by name, for "
                + "example logs[\"loss\"].");
        }
    }
}
