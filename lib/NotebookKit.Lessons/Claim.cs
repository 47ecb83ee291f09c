using System.Globalization;
using System.Runtime.CompilerServices;

namespace NotebookKit.Lessons;

/// <summary>What a lesson says about its numbers, said so that the cell fails where it does not hold.</summary>
/// <example>
/// <code>
/// Claim.That(errorOfNetwork &lt; 0.9 * errorOfNaive);
/// Claim.That(halves.AllClose(whole), "Two halves must equal one run.");
/// Claim.Equal("parameters of LSTM(1)", 12, lstm.CountParams());
/// </code>
/// </example>
public static class Claim
{
    /// <summary>Fails the cell unless something holds.</summary>
    /// <param name="holds">Whether it does.</param>
    /// <param name="otherwise">What is said where it does not; without it the claim as it was written.</param>
    /// <param name="claim">The claim's own text; the compiler gives it.</param>
    /// <exception cref="ClaimFailedException">It does not hold.</exception>
    public static void That(bool holds, string? otherwise = null, [CallerArgumentExpression(nameof(holds))] string claim = "")
    {
        if (!holds)
        {
            throw new ClaimFailedException(otherwise is null
                ? $"This was expected to hold, and does not: {claim}"
                : $"{otherwise}\nExpected to hold, and does not: {OneLine(claim)}");
        }
    }

    /// <summary>Fails the cell unless a value is what the lesson says.</summary>
    /// <param name="what">What the value is, for example <c>parameters of LSTM(1)</c>.</param>
    /// <param name="expected">What it must be: a number, text or a shape. Tensors are compared by <see cref="Tensor.AllClose"/>.</param>
    /// <param name="received">What it is.</param>
    /// <typeparam name="T">The values' type.</typeparam>
    /// <exception cref="ClaimFailedException">The two differ.</exception>
    public static void Equal<T>(string what, T expected, T received)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, received))
        {
            throw new ClaimFailedException(
                string.Create(CultureInfo.InvariantCulture, $"{what}: expected {expected}, received {received}."));
        }
    }

    private static string OneLine(string code) => string.Join(' ', code.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>What a lesson says does not hold.</summary>
/// <param name="message">What was expected.</param>
public sealed class ClaimFailedException(string message) : Exception(message);
