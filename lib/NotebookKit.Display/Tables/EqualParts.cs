using System.Globalization;
using System.Text;
using NotebookKit.Display.Drawing;

namespace NotebookKit.Display.Tables;

/// <summary>
/// Finds what is the same in several tensors, exactly, bit for bit: a state that is also the last step of a sequence, an
/// output that is also the state h. Readers ask where a number comes from; the answer is marked, not told. Tensors that two
/// engines computed differ in their last bits: where nothing is exactly equal, those that agree to 1e-6 are marked, and the
/// sentence says how close they are.
/// </summary>
internal sealed class EqualParts
{
    private const float Close = 1e-6f;

    private static readonly string[] s_signs = ["①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨"];

    private readonly List<Part> _parts = [];

    private EqualParts()
    {
    }

    /// <summary>Units <paramref name="From"/> up to <paramref name="To"/> of a tensor, at one time step or at all.</summary>
    private sealed record Part(int Tensor, int? Step, int From, int To, int Sign);

    /// <summary>What was found, one sentence a sign, such as <c>① state_h is the last step of sequence.</c></summary>
    public List<string> Sentences { get; } = [];

    /// <summary>Compares tensors with each other.</summary>
    public static EqualParts Among(IReadOnlyList<(string Name, Tensor Tensor)> tensors)
    {
        var found = new EqualParts();
        var done = new HashSet<int>();
        int sign = 0;
        for (int i = 0; i < tensors.Count && sign < s_signs.Length; i++)
        {
            Tensor tensor = tensors[i].Tensor;
            if (IsBlank(tensor) || done.Contains(i))
                continue;
            int[] equal = [.. Enumerable.Range(i + 1, tensors.Count - i - 1)
                .Where(j => tensors[j].Tensor.Shape == tensor.Shape && tensors[j].Tensor.Values.SequenceEqual(tensor.Values))];
            var parts = new List<(Part Part, string Name)>();
            for (int j = 0; j < tensors.Count && tensor.Rank == 2; j++)
            {
                if (tensors[j].Tensor.Rank == 3 && Place(tensors[j].Tensor, tensor) is var (step, from))
                    parts.Add((new Part(j, step, from, from + tensor.Shape[1], sign), Called(tensors[j], step, from, tensor.Shape[1])));
            }
            if (equal.Length + parts.Count == 0)
            {
                int[] near = [.. Enumerable.Range(i + 1, tensors.Count - i - 1)
                    .Where(j => !done.Contains(j) && Difference(tensor, tensors[j].Tensor) <= Close)];
                if (near.Length > 0)
                    found.AddNear(tensors, [i, .. near], sign++, done);
                continue;
            }
            int[] whole = [i, .. equal];
            found._parts.AddRange(whole.Select(j => new Part(j, null, 0, tensor.Shape[-1], sign)));
            found._parts.AddRange(parts.Select(p => p.Part));
            done.UnionWith(whole);
            found.Sentences.Add($"{s_signs[sign++]} {Sentence([.. whole.Select(j => tensors[j].Name)], [.. parts.Select(p => p.Name)])}");
        }
        return found;
    }

    /// <summary>Adds the sentences to a fragment.</summary>
    public void AppendTo(StringBuilder html)
    {
        foreach (string sentence in Sentences)
            html.Append($"<p>{Markup.Escape(sentence)}</p>");
    }

    /// <summary>The sign of a cell, or null when it is equal to nothing else.</summary>
    public string? Sign(int tensor, ReadOnlySpan<int> index)
    {
        foreach (Part part in _parts)
        {
            if (part.Tensor != tensor || (index.Length > 0 && (index[^1] < part.From || index[^1] >= part.To)))
                continue;
            if (part.Step is null || (index.Length == 3 && index[1] == part.Step))
                return s_signs[part.Sign];
        }
        return null;
    }

    /// <summary>Marks tensors that agree but for their last bits.</summary>
    private void AddNear(IReadOnlyList<(string Name, Tensor Tensor)> tensors, int[] whole, int sign, HashSet<int> done)
    {
        _parts.AddRange(whole.Select(j => new Part(j, null, 0, tensors[j].Tensor.Shape[-1], sign)));
        done.UnionWith(whole);
        double most = whole.Max(j => Difference(tensors[whole[0]].Tensor, tensors[j].Tensor));
        // A power of ten, which stays the same on machines whose last bits differ.
        string within = string.Create(CultureInfo.InvariantCulture, $"1e{Math.Ceiling(Math.Log10(most))}");
        string[] names = [.. whole.Select(j => tensors[j].Name)];
        Sentences.Add($"{s_signs[sign]} {string.Join(", ", names[..^1])} and {names[^1]} are equal to within {within}.");
    }

    /// <summary>The largest difference, relative to numbers beyond 1; infinite for other shapes and for what is not a number.</summary>
    private static double Difference(Tensor a, Tensor b)
    {
        if (a.Shape != b.Shape)
            return double.PositiveInfinity;
        double most = 0;
        for (int i = 0; i < a.Size; i++)
        {
            double difference = Math.Abs((double)a.Values[i] - b.Values[i]) / Math.Max(1, Math.Abs((double)a.Values[i]));
            most = a.Values[i].Equals(b.Values[i]) ? most : double.IsNaN(difference) ? double.PositiveInfinity : Math.Max(most, difference);
        }
        return most;
    }

    private static string Sentence(string[] whole, string[] parts) => (whole.Length, parts.Length) switch
    {
        (1, 1) => $"{whole[0]} is {parts[0]}.",
        (2, 0) => $"{whole[0]} and {whole[1]} are equal.",
        _ => $"The same values: {string.Join(", ", whole.Concat(parts))}.",
    };

    private static string Called((string Name, Tensor Tensor) sequence, int? step, int from, int units)
    {
        string which = step is null ? "every step" : step == sequence.Tensor.Shape[1] - 1 ? "the last step" : "the first step";
        string part = units == sequence.Tensor.Shape[2] ? "" : from == 0 ? $"the first {units} units of " : $"the last {units} units of ";
        return $"{part}{which} of {sequence.Name}";
    }

    /// <summary>
    /// Where the vectors of <paramref name="state"/> stand in a sequence: in every step (null), or in its last or first, whole
    /// or as the first or last units.
    /// </summary>
    private static (int? Step, int From)? Place(Tensor sequence, Tensor state)
    {
        int batch = sequence.Shape[0], time = sequence.Shape[1], units = sequence.Shape[2], width = state.Shape[1];
        if (state.Shape[0] != batch || width > units || time == 0)
            return null;
        foreach (int step in new[] { time - 1, 0 })
        {
            foreach (int from in new[] { 0, units - width })
            {
                if (IsAt(step, from))
                    return (time > 1 && Enumerable.Range(0, time).All(t => IsAt(t, from)) ? null : step, from);
            }
        }
        return null;

        bool IsAt(int step, int from) => Enumerable.Range(0, batch).All(b =>
            sequence.Values.Slice((((b * time) + step) * units) + from, width).SequenceEqual(state.Values.Slice(b * width, width)));
    }

    /// <summary>Zeros are equal everywhere, and that says nothing.</summary>
    private static bool IsBlank(Tensor tensor) => tensor.Rank == 0 || !tensor.Values.ContainsAnyExcept(0f);
}
