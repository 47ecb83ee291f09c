using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// What cells call without qualification beside the functions of <see cref="Kernel"/>: the names that .NET Interactive's
/// Jupyter kernel brought, which are in none of its packages.
/// </summary>
[SuppressMessage("Style", "IDE1006", Justification = "The names that notebooks call.")]
public static class CellFunctions
{
    private const int MaximumRows = 20_000;
    private const int LookedFor = 100_000;

    /// <summary>Asks the reader for a line of text and waits for it.</summary>
    /// <exception cref="InvalidOperationException">The notebook runs without a front end that could ask.</exception>
    public static string input(string prompt = "") =>
        CellHost.Required.Ask(new InputRequest(prompt, IsPassword: false)).GetAwaiter().GetResult();

    /// <summary>Asks the reader for a password and waits for it.</summary>
    /// <exception cref="InvalidOperationException">The notebook runs without a front end that could ask.</exception>
    public static PasswordString password(string prompt = "") =>
        new(CellHost.Required.Ask(new InputRequest(prompt, IsPassword: true)).GetAwaiter().GetResult());

    /// <summary>Removes what the running cell has shown so far.</summary>
    /// <param name="wait">Whether to remove it only when the next output arrives, which avoids flicker in an animation.</param>
    public static void ClearOutput(bool wait = false) => CellHost.Required.Send(new ClearOutputEvent(wait));

    /// <summary>A value behind <c>?.</c>, where no other call can hold it, behind whose computation a line is written down. The session
    /// puts this into chains of several lines.</summary>
    /// <param name="value">The value.</param>
    /// <param name="line">What the store of the line gives.</param>
    /// <returns>The value.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ThenAtLine<T>(this T value, long line)
        where T : allows ref struct => value;

    /// <summary>
    /// The sequence whole, as the original shows it; or its first 20,000 elements where 100,000 have come and no end, which a
    /// sequence without end never has; then the cell says so. The session puts this before <c>DisplayTable</c>.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static IEnumerable<T> WithinBounds<T>(this IEnumerable<T> sequence)
    {
        // Enumerable.Range and Repeat call themselves collections, of two thousand million elements too.
        if (sequence is null || (sequence is ICollection<T> or IReadOnlyCollection<T> && sequence.GetType().Namespace != "System.Linq")
            || (sequence.TryGetNonEnumeratedCount(out int count) && count <= LookedFor))
        {
            return sequence!;
        }

        var rows = new List<T>();
        foreach (T row in sequence)
        {
            CellInterrupt.Check();
            if (rows.Count == LookedFor)
            {
                CellHost.Current?.Write(
                    "stderr",
                    FormattableString.Invariant(
                        $"DisplayTable: the sequence has more than {LookedFor:N0} elements, as if it had no end, and the table shows the ")
                    + FormattableString.Invariant(
                        $"first {MaximumRows:N0}. Take a part of it, such as value.Take(1000).DisplayTable(), or hand over a list.\n"));
                rows.RemoveRange(MaximumRows, rows.Count - MaximumRows);
                break;
            }

            rows.Add(row);
        }

        return rows;
    }
}
