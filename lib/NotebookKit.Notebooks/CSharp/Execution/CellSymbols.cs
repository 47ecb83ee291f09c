using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Runtime.CompilerServices;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>What the compiler wrote down about the lines of each loaded cell.</summary>
internal static class CellSymbols
{
    private static readonly ConditionalWeakTable<Assembly, Symbols> s_symbols = [];

    /// <summary>Remembers the symbols of a cell that was loaded.</summary>
    public static void Add(Assembly assembly, CompiledCell cell) =>
        s_symbols.AddOrUpdate(assembly, new Symbols(cell.Symbols.ToArray(), cell.OnlyLines));

    /// <summary>Whether a method was compiled from a cell.</summary>
    public static bool IsCell(MethodBase method) => s_symbols.TryGetValue(method.Module.Assembly, out _);

    /// <summary>Where a method of a cell stands: the line at which it fails when it does, else that of a place in its code.</summary>
    /// <param name="method">The method.</param>
    /// <param name="offset">The place: an offset in its IL.</param>
    /// <returns>The file, or the cell's name, and the line; 0 where it is not known.</returns>
    public static (string? File, int Line) Place(MethodBase method, int offset)
    {
        if (!s_symbols.TryGetValue(method.Module.Assembly, out Symbols? symbols))
        {
            return (null, 0);
        }
        (string? file, List<(int Offset, int Line)> points) = symbols.Points(method);
        int here = points.LastOrDefault(point => point.Offset <= offset).Line;
        if (method is ConstructorInfo && here > 0)
        {
            // Beside its block, of which one line alone may fail, it has the initializers of its type.
            return (file, symbols.OnlyLines.GetValueOrDefault(here, here));
        }
        var lines = points.Select(point => point.Line).ToHashSet();
        // The only line that it has, or the only one of it that can fail.
        if (lines.Count > 1)
        {
            lines.IntersectWith(symbols.OnlyLines.Keys);
        }
        if (lines.Count == 1)
        {
            return (file, symbols.OnlyLines.GetValueOrDefault(lines.Single(), lines.Single()));
        }
        return (file, here);
    }

    /// <summary>The line of one instruction of a cell's method; 0 where the compiler put it in by itself.</summary>
    public static (string? File, int Line) LineAt(MethodBase method, int offset)
    {
        if (!s_symbols.TryGetValue(method.Module.Assembly, out Symbols? symbols))
        {
            return (null, 0);
        }
        (string? file, List<(int Offset, int Line)> points) = symbols.All(method);
        return (file, points.LastOrDefault(point => point.Offset <= offset).Line);
    }

    /// <summary>
    /// The line at which the compiler has the code begin that stands at a line: an expression of several lines is one piece to it.
    /// </summary>
    /// <param name="method">The method.</param>
    /// <param name="line">A line.</param>
    public static int Begin(MethodBase method, int line)
    {
        if (!s_symbols.TryGetValue(method.Module.Assembly, out Symbols? symbols))
        {
            return line;
        }
        IReadOnlyList<(int First, int Last)> spans = symbols.Spans(method);
        return spans.Any(span => span.First == line) ? line
            : spans.Where(span => span.First < line && line <= span.Last).Select(span => span.First).DefaultIfEmpty(line).Max();
    }

    private sealed class Symbols(byte[] image, IReadOnlyDictionary<int, int> onlyLines)
    {
        private readonly Lazy<MetadataReaderProvider> _provider = new(() => MetadataReaderProvider.FromPortablePdbImage([.. image]));

        public IReadOnlyDictionary<int, int> OnlyLines => onlyLines;

        private readonly Dictionary<int, (string? File, List<(int Offset, int Line)> Points)> _known = [];

        /// <summary>The file that a method stands in, and which line begins at which offset of its IL.</summary>
        public (string? File, List<(int Offset, int Line)> Points) Points(MethodBase method)
        {
            (string? file, List<(int Offset, int Line)> points) = All(method);
            return (file, points.FindAll(point => point.Line > 0));
        }

        /// <summary>As <see cref="Points"/>, with line 0 where the compiler put in code by itself.</summary>
        public (string? File, List<(int Offset, int Line)> Points) All(MethodBase method)
        {
            lock (_provider)
            {
                if (_known.TryGetValue(method.MetadataToken, out (string? File, List<(int Offset, int Line)> Points) known))
                {
                    return known;
                }
                MetadataReader reader = _provider.Value.GetMetadataReader();
                string? file = null;
                var points = new List<(int, int)>();
                foreach (SequencePoint point in SequencePoints(method))
                {
                    if (!point.IsHidden)
                    {
                        file ??= reader.GetString(reader.GetDocument(point.Document).Name);
                    }
                    points.Add((point.Offset, point.IsHidden ? 0 : point.StartLine));
                }

                return _known[method.MetadataToken] = (file, points);
            }
        }

        /// <summary>The lines at which the pieces of a method's code begin and end.</summary>
        public IReadOnlyList<(int First, int Last)> Spans(MethodBase method)
        {
            lock (_provider)
            {
                return [.. SequencePoints(method).Where(point => !point.IsHidden).Select(point => (point.StartLine, point.EndLine))];
            }
        }

        private SequencePointCollection SequencePoints(MethodBase method) => _provider.Value.GetMetadataReader()
            .GetMethodDebugInformation(
                ((MethodDefinitionHandle)MetadataTokens.EntityHandle(method.MetadataToken)).ToDebugInformationHandle())
            .GetSequencePoints();
    }
}
