using System.Globalization;

namespace NotebookKit.Lessons;

/// <summary>
/// Published figures beside the kit's own, in a table that exists only when they agree: the first that does not stops the
/// cell.
/// </summary>
public sealed class Comparison
{
    private readonly List<ComparisonRow> _rows = [];

    /// <summary>The comparisons made so far.</summary>
    public IReadOnlyList<ComparisonRow> Rows => _rows;

    /// <summary>Begins a table.</summary>
    /// <param name="what">
    /// What the figures are, for example <c>step</c>: of three steps the rows are called <c>step 0</c>, <c>step 1</c> and
    /// <c>step 2</c>; along two axes <c>[0, 0]</c>, <c>[0, 1]</c> and so on.
    /// </param>
    /// <param name="published">The figures as printed.</param>
    /// <param name="ours">The kit's values.</param>
    /// <exception cref="ValuesDifferException">A value is further from the figure than its tolerance.</exception>
    public static Comparison Of(string what, PublishedValues published, Tensor ours) => new Comparison().And(what, published, ours);

    /// <summary>Begins a table with figures given in the cell, printed to eight decimals.</summary>
    /// <param name="what">What the figures are.</param>
    /// <param name="published">The figures as printed, in row-major order.</param>
    /// <param name="ours">The kit's values.</param>
    /// <exception cref="ValuesDifferException">A value is further from the figure than its tolerance.</exception>
    /// <param name="source">Where they come from: <c>published</c>, or <c>reference</c> for figures that another program computed.</param>
    public static Comparison Of(string what, double[] published, Tensor ours, string source = "published") =>
        new Comparison().And(what, published, ours, source);

    /// <summary>Adds figures given in the cell, printed to eight decimals.</summary>
    /// <param name="what">What the figures are.</param>
    /// <param name="published">The figures as printed, in row-major order.</param>
    /// <param name="ours">The kit's values.</param>
    /// <param name="source">Where they come from: <c>published</c>, or <c>reference</c> for figures that another program computed.</param>
    /// <exception cref="ValuesDifferException">A value is further from the figure than its tolerance.</exception>
    public Comparison And(string what, double[] published, Tensor ours, string source = "published") =>
        And(what, new PublishedValues(published, 2e-8, source), ours);

    /// <summary>Adds further figures.</summary>
    /// <param name="what">What the figures are.</param>
    /// <param name="published">The figures as printed.</param>
    /// <param name="ours">The kit's values.</param>
    /// <exception cref="ValuesDifferException">A value is further from the figure than its tolerance.</exception>
    public Comparison And(string what, PublishedValues published, Tensor ours)
    {
        if (published.Values.Count != ours.Size)
        {
            throw new ValuesDifferException(
                $"{what}: {published.Values.Count} figures were published; ours has shape {ours.Shape} with {ours.Size} values.");
        }
        for (int i = 0; i < ours.Size; i++)
        {
            double difference = Math.Abs(published.Values[i] - ours.Values[i]);
            if (!(difference <= published.Tolerance))
            {
                throw new ValuesDifferException(string.Create(CultureInfo.InvariantCulture,
                    $"{what}: figure {i + 1} of {ours.Size} was published as {published.Values[i]:0.########}; ours is "
                        + $"{ours.Values[i]:0.########}, {difference:0.#e+0} away, and {published.Tolerance:0.#e+0} is allowed."));
            }
            _rows.Add(new ComparisonRow(what + Position(ours, i), published.Values[i], ours.Values[i], published.Source));
        }
        return this;
    }

    // Counted from 0, as indices and the tables of tensors count; axes of length 1 tell nothing and are left out.
    private static string Position(Tensor ours, int index)
    {
        var positions = new List<int>();
        for (int axis = ours.Rank - 1; axis >= 0; axis--)
        {
            int length = ours.Shape[axis];
            if (length > 1)
            {
                positions.Insert(0, index % length);
            }
            index /= length;
        }
        return positions.Count switch
        {
            0 => "",
            1 => $" {positions[0]}",
            _ => $" [{string.Join(", ", positions)}]",
        };
    }

    /// <summary>The table as text: what, published, ours.</summary>
    public override string ToString() => string.Join("\n", _rows.Select(r =>
        string.Create(CultureInfo.InvariantCulture, $"{r.What,-20} {r.Source} {r.Published,14:0.0000000000}   ours "
            + $"{r.Ours,14:0.0000000000}")));
}

/// <summary>One published figure beside ours.</summary>
/// <param name="What">What it is.</param>
/// <param name="Published">As printed by its author.</param>
/// <param name="Ours">As the kit computes it.</param>
/// <param name="Source">Where the figure comes from: <c>published</c> or <c>reference</c>.</param>
public sealed record ComparisonRow(string What, double Published, float Ours, string Source);

/// <summary>A computed figure is further from a published one than its tolerance.</summary>
/// <param name="message">Which, and by how much.</param>
public sealed class ValuesDifferException(string message) : Exception(message);
