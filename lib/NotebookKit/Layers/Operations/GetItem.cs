using System.Globalization;

namespace NotebookKit.Layers;

/// <summary>
/// A part of a tensor in Python's words: <c>":, -1"</c> is the last step of each sample, <c>":, ::2"</c> every other step,
/// <c>"..., 0:3"</c> the first three features. A position removes its axis, a stretch keeps it.
/// </summary>
/// <example>
/// <code>
/// var x = new Input(7, 8);                                   // (None, 7, 8)
/// SymbolicTensor last = new GetItem(":, -1").Apply(x);       // (None, 8)
/// SymbolicTensor three = new GetItem("..., 0:3").Apply(x);   // (None, 7, 3)
/// </code>
/// </example>
public sealed class GetItem : Operation
{
    private readonly List<Part> _parts;

    /// <summary>Reads the key and keeps it.</summary>
    /// <param name="key">What stands between the brackets in Python, the batch axis first.</param>
    /// <param name="name">What summaries and errors call it.</param>
    /// <exception cref="ArgumentException">It is not a list of positions and stretches.</exception>
    public GetItem(string key, string? name = null)
        : base(name)
    {
        Key = key;
        _parts = [.. key.Split(',').Select(Read)];
        if (_parts.Count(p => p.IsEllipsis) > 1)
        {
            throw Wrong("has two …");
        }
    }

    /// <summary>What stands between the brackets in Python.</summary>
    public string Key { get; }

    private protected override bool TakesOneInput => true;

    /// <summary>What is taken of a tensor: for each axis its places in their order, and whether the axis stays in the result.</summary>
    /// <param name="shape">The tensor's shape.</param>
    public IReadOnlyList<(IReadOnlyList<int> Places, bool Stays)> Selection(Shape shape) =>
        [.. Along(shape).Select((part, axis) => part.Position is { } at
        ? ((IReadOnlyList<int>)[at < 0 ? at + shape[axis] : at], false)
        : (part.Places(shape[axis]), true))];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes)
    {
        Shape x = inputShapes[0];
        Part[] parts = Along(x);
        return [new Shape([.. Enumerable.Range(0, x.Rank).Where(axis => parts[axis].Position is null)
            .Select(axis => parts[axis].IsWhole ? x[axis] : x[axis] == Shape.Unknown ? Shape.Unknown
                : parts[axis].Places(x[axis]).Count)])];
    }

    /// <inheritdoc/>
    protected override void Validate(IReadOnlyList<Shape> inputShapes)
    {
        Shape x = inputShapes[0];
        Part[] parts = Along(x);
        for (int axis = 0; axis < x.Rank; axis++)
        {
            if (parts[axis].Position is { } at && x[axis] != Shape.Unknown && (at >= x[axis] || at < -x[axis]))
            {
                throw ShapeError($"an axis {axis} that has a position {at}", x, "Choose another position.");
            }
            if (!parts[axis].IsWhole && parts[axis].Position is null && x[axis] != Shape.Unknown && parts[axis].Places(x[axis]).Count == 0)
            {
                throw ShapeError($"an axis {axis} with something in the stretch {Key.Split(',')[Math.Min(axis, _parts.Count - 1)].Trim()}",
                    x, "Choose another stretch.");
            }
        }
    }

    /// <inheritdoc/>
    protected override TensorList Call(TensorList inputs, CallContext context)
    {
        Tensor x = inputs[0];
        Part[] parts = Along(x.Shape);
        for (int axis = x.Rank - 1; axis >= 0; axis--)
        {
            if (!parts[axis].IsWhole)
            {
                x = Take(x, axis, parts[axis]);
            }
        }
        return [x];
    }

    private static Tensor Take(Tensor x, int axis, Part part)
    {
        if (part.Position is { } position)
        {
            return At(x, axis, position < 0 ? position + x.Shape[axis] : position, 1).Squeeze(axis);
        }
        IReadOnlyList<int> places = part.Places(x.Shape[axis]);
        return part.Step == 1 ? At(x, axis, places[0], places.Count) : Tensor.Concat([.. places.Select(p => At(x, axis, p, 1))], axis);
    }

    private static Tensor At(Tensor x, int axis, int start, int count) =>
        x[[.. Enumerable.Repeat<Slice>(.., axis), start..(start + count)]];

    /// <summary>One part for each axis; those not named are taken whole.</summary>
    private Part[] Along(Shape shape)
    {
        int named = _parts.Count(p => !p.IsEllipsis);
        if (named > shape.Rank)
        {
            throw ShapeError($"an input of {named} axes or more", shape, "Name fewer axes.");
        }
        int gap = _parts.FindIndex(p => p.IsEllipsis);
        IEnumerable<Part> before = gap < 0 ? _parts : _parts.Take(gap), after = gap < 0 ? [] : _parts.Skip(gap + 1);
        return [.. before, .. Enumerable.Repeat(Part.Whole, shape.Rank - named), .. after];
    }

    private Part Read(string text)
    {
        text = text.Trim();
        if (text is "..." or "…")
        {
            return Part.Whole with { IsEllipsis = true };
        }
        string[] numbers = text.Split(':');
        if (numbers.Length == 1)
        {
            return Part.Whole with { Position = Number(text) ?? throw Wrong("has an empty part") };
        }
        int? step = numbers.Length == 3 ? Number(numbers[2]) : null;
        return numbers.Length > 3 || step == 0 ? throw Wrong($"has the part '{text}'")
            : new Part(null, Number(numbers[0]), Number(numbers[1]), step ?? 1, false);
    }

    private int? Number(string text) => text.Trim().Length == 0 ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture, out int number) ? number
        : throw Wrong($"has '{text.Trim()}'");

    private ArgumentException Wrong(string what) =>
        new(
            $"GetItem '{Name}' expects positions and stretches as Python writes them, for example \":, -1\" or \"..., 0:3\"; received "
            + $"\"{Key}\", which {what}.", "key");

    /// <summary>What is taken along one axis.</summary>
    private sealed record Part(int? Position, int? Start, int? Stop, int Step, bool IsEllipsis)
    {
        public static Part Whole { get; } = new(null, null, null, 1, false);

        public bool IsWhole => Position is null && Start is null && Stop is null && Step == 1;

        /// <summary>The positions on an axis of this length, by Python's rules.</summary>
        public IReadOnlyList<int> Places(int length)
        {
            int low = Step > 0 ? 0 : -1, high = Step > 0 ? length : length - 1;
            int start = Start is { } s ? Math.Clamp(s < 0 ? s + length : s, low, high) : Step > 0 ? low : high;
            int stop = Stop is { } e ? Math.Clamp(e < 0 ? e + length : e, low, high) : Step > 0 ? high : low;
            var places = new List<int>();
            for (long i = start; Step > 0 ? i < stop : i > stop; i += Step)
            {
                places.Add((int)i);
            }
            return places;
        }
    }
}
