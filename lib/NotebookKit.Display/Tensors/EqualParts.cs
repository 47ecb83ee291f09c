namespace NotebookKit.Display.Tensors;

/// <summary>
/// Finds what is the same in several tensors, exactly, bit for bit: a state that is also the last step of a sequence, an
/// output that is also the state h. Readers ask where a number comes from; the answer is marked, not told.
/// </summary>
internal sealed class EqualParts
{
    private static readonly string[] Signs = ["①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨"];

    private readonly List<Part> _parts = [];

    private EqualParts()
    {
    }

    /// <summary>Units <paramref name="From"/> up to <paramref name="To"/> of a tensor, at one time step or at all.</summary>
    private sealed record Part(int Tensor, int? Step, int From, int To, int Sign);

    /// <summary>What was found, in sentences, such as <c>① state_h is the last step of sequence.</c></summary>
    public List<string> Sentences { get; } = [];

    /// <summary>Compares tensors with each other.</summary>
    public static EqualParts Among(IReadOnlyList<(string Name, Tensor Tensor)> tensors)
    {
        var found = new EqualParts();
        int sign = 0;
        var signOf = new Dictionary<int, int>();
        for (int i = 0; i < tensors.Count && sign < Signs.Length; i++)
        {
            (string name, Tensor tensor) = tensors[i];
            if (IsBlank(tensor))
                continue;
            var statements = new List<string>();
            int mine = signOf.GetValueOrDefault(i, sign);
            for (int j = 0; j < tensors.Count; j++)
            {
                if (i == j)
                    continue;
                (string otherName, Tensor other) = tensors[j];
                if (j > i && other.Shape == tensor.Shape && other.Values.SequenceEqual(tensor.Values) && !signOf.ContainsKey(j))
                {
                    found._parts.Add(new Part(j, null, 0, other.Shape[-1], mine));
                    signOf[j] = mine;
                    statements.Add($"{name} and {otherName} are equal");
                }
                else if (tensor.Rank == 2 && other.Rank == 3 && Step(other, tensor) is (int step, int from))
                {
                    int units = tensor.Shape[1];
                    found._parts.Add(new Part(j, step, from, from + units, mine));
                    string which = step == other.Shape[1] - 1 ? "the last step" : "the first step";
                    string part = units == other.Shape[2] ? "" : from == 0 ? $"the first {units} units of " : $"the last {units} units of ";
                    statements.Add($"{name} is {part}{which} of {otherName}");
                }
            }
            if (statements.Count == 0)
                continue;
            if (!signOf.ContainsKey(i))
            {
                found._parts.Add(new Part(i, null, 0, tensor.Shape[-1], mine));
                signOf[i] = mine;
                sign++;
            }
            found.Sentences.AddRange(statements.Select(s => $"{Signs[mine]} {s}."));
        }
        return found;
    }

    /// <summary>The sign of a cell, or null when it is equal to nothing else.</summary>
    public string? Sign(int tensor, ReadOnlySpan<int> index)
    {
        foreach (Part part in _parts)
        {
            if (part.Tensor != tensor || (index.Length > 0 && (index[^1] < part.From || index[^1] >= part.To)))
                continue;
            if (part.Step is null || (index.Length == 3 && index[1] == part.Step))
                return Signs[part.Sign];
        }
        return null;
    }

    /// <summary>Where the vectors of <paramref name="state"/> stand in a sequence: in its last or first step, whole or as the first or last units.</summary>
    private static (int Step, int From)? Step(Tensor sequence, Tensor state)
    {
        int batch = sequence.Shape[0], time = sequence.Shape[1], units = sequence.Shape[2], width = state.Shape[1];
        if (state.Shape[0] != batch || width > units || time == 0)
            return null;
        foreach (int step in new[] { time - 1, 0 })
        {
            foreach (int from in new[] { 0, units - width })
            {
                bool same = true;
                for (int b = 0; b < batch && same; b++)
                    same = sequence.Values.Slice((((b * time) + step) * units) + from, width).SequenceEqual(state.Values.Slice(b * width, width));
                if (same)
                    return (step, from);
            }
        }
        return null;
    }

    /// <summary>Zeros are equal everywhere, and that says nothing.</summary>
    private static bool IsBlank(Tensor tensor) => tensor.Rank == 0 || !tensor.Values.ContainsAnyExcept(0f);
}
