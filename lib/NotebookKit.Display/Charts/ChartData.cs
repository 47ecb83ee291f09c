using System.Collections;
using System.Globalization;

namespace NotebookKit.Display;

/// <summary>Points as a chart draws them: positions as numbers, with category names when the positions were texts.</summary>
internal sealed record Series(double[] X, string[]? Categories, double[] Y);

/// <summary>Reads what a notebook hands over (arrays and lists of any numeric type, tensors, texts) into numbers.</summary>
internal static class ChartData
{
    /// <summary>
    /// A copy: a lazy sequence is read once, so that picture and text agree, and a list that goes on growing leaves a shown
    /// chart as it is.
    /// </summary>
    public static IEnumerable? Keep(IEnumerable? source) => source switch
    {
        null or string => source,
        Array array => (Array)array.Clone(),
        _ => source.Cast<object?>().Select(item => item is IEnumerable inner ? Keep(inner) : item).ToArray(),
    };

    public static double[] Numbers(IEnumerable? source, string what) => source switch
    {
        null => throw new ArgumentException($"Chart: {what} is missing; set it to a sequence of numbers."),
        double[] doubles => doubles,
        string text => throw new ArgumentException($"Chart: {what} is the text \"{text}\"; set it to a sequence of numbers."),
        _ => [.. source.Cast<object?>().Select((item, i) => Number(item) ?? throw new ArgumentException(
            $"Chart: {what} holds {(item is null ? "null" : $"a value of type {item.GetType().Name}")} at index {i}; expected numbers."))],
    };

    /// <summary>Points at their positions; without positions at 0, 1, 2, …</summary>
    public static Series Points(IEnumerable? x, IEnumerable? y, string label)
    {
        double[] values = Numbers(y, $"y of {label}");
        return x is null ? new Series([.. Enumerable.Range(0, values.Length).Select(i => (double)i)], null, values)
            : Pair(x, values, label);
    }

    private static Series Pair(IEnumerable x, double[] y, string label)
    {
        object?[] positions = [.. x.Cast<object?>()];
        if (positions.Length != y.Length)
        {
            throw new ArgumentException(
                $"Chart: {label} has {positions.Length} x values and {y.Length} y values; each point needs one of both.");
        }
        if (positions.Length > 0 && positions.All(p => p is string or char))
        {
            string[] names = [.. positions.Select(p => p!.ToString()!)];
            return new Series([.. Enumerable.Range(0, names.Length).Select(i => (double)i)], names, y);
        }
        return new Series(Numbers(positions, $"x of {label}"), null, y);
    }

    public static double[][] Grid(IEnumerable? source, string what)
    {
        if (source is null)
            throw new ArgumentException($"Chart: {what} is missing; set it to rows of numbers.");
        if (source is Array { Rank: 2 } matrix)
        {
            double Cell(int row, int column) => Number(matrix.GetValue(row, column)) ?? throw new ArgumentException(
                $"Chart: {what} holds values of type {matrix.GetType().GetElementType()!.Name}; expected numbers.");
            return [.. Enumerable.Range(0, matrix.GetLength(0))
                .Select(row => Enumerable.Range(0, matrix.GetLength(1)).Select(column => Cell(row, column)).ToArray())];
        }
        var grid = new List<double[]>();
        foreach (object? row in source)
        {
            grid.Add(row is IEnumerable cells and not string
                ? Numbers(cells, $"row {grid.Count} of {what}")
                : throw new ArgumentException($"Chart: {what} is not a grid; expected one sequence of numbers a row."));
            if (grid[^1].Length != grid[0].Length)
            {
                throw new ArgumentException(
                    $"Chart: row {grid.Count - 1} of {what} has {grid[^1].Length} values, row 0 has {grid[0].Length}; all rows need the "
                    + "same number.");
            }
        }
        return [.. grid];
    }

    public static string[] Labels(IEnumerable source) => [.. source.Cast<object?>().Select(item => item switch
    {
        null => "",
        string text => text,
        _ when Number(item) is double number => Drawing.Markup.Readable(number),
        _ => Convert.ToString(item, CultureInfo.InvariantCulture) ?? "",
    })];

    public static void NotEmpty(int count, string label)
    {
        if (count == 0)
            throw new ArgumentException($"Chart: {label} is empty; a chart needs at least one value.");
    }

    /// <summary>
    /// The value as a double. A float goes through its shortest text, so that 0.1f is drawn and written as 0.1.
    /// </summary>
    private static double? Number(object? item) => item switch
    {
        double d => d,
        float f => float.IsFinite(f)
            ? double.Parse(f.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            : f,
        int i => i,
        bool b => b ? 1 : 0,
        long or short or byte or sbyte or uint or ulong or ushort or decimal => Convert.ToDouble(item, CultureInfo.InvariantCulture),
        Half h => (double)h,
        _ => null,
    };
}
