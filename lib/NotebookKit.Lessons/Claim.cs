using System.Runtime.CompilerServices;

namespace NotebookKit.Lessons;

/// <summary>What a lesson says about its numbers, said so that the cell fails where it does not hold.</summary>
/// <example>
/// <code>
/// Claim.That(errorOfNetwork &lt; 0.9 * errorOfNaive);
/// Claim.That(halves.AllClose(whole), "Two halves must equal one run.");
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
            throw new ClaimFailedException(otherwise ?? $"This was expected to hold, and does not: {claim}");
        }
    }
}

/// <summary>What a lesson says does not hold.</summary>
/// <param name="message">What was expected.</param>
public sealed class ClaimFailedException(string message) : Exception(message);
