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
    public static void Add(Assembly assembly, CompiledCell cell) => s_symbols.AddOrUpdate(assembly, new Symbols(cell.Symbols.ToArray(), cell.OnlyLines));

    /// <summary>Whether a method was compiled from a cell.</summary>
    public static bool IsCell(MethodBase method) => s_symbols.TryGetValue(method.Module.Assembly, out _);

    /// <summary>The line at which a method fails when it does: the only one that it has, or the only one of it that can.</summary>
    /// <returns><c>null</c> for other methods, and for methods of no cell.</returns>
    public static (string? File, int Line)? OnlyLine(MethodBase? method)
    {
        if (method is null || !s_symbols.TryGetValue(method.Module.Assembly, out var symbols)) return null;
        var (file, lines) = Lines(method, symbols.Image);
        if (lines.Count > 1) lines.IntersectWith(symbols.OnlyLines);
        return lines.Count == 1 ? (file, lines.Single()) : null;
    }

    private static (string? File, HashSet<int> Lines) Lines(MethodBase method, byte[] symbols)
    {
        var lines = new HashSet<int>();
        using var provider = MetadataReaderProvider.FromPortablePdbImage([.. symbols]);
        var reader = provider.GetMetadataReader();
        var handle = ((MethodDefinitionHandle)MetadataTokens.EntityHandle(method.MetadataToken)).ToDebugInformationHandle();
        string? file = null;
        foreach (var point in reader.GetMethodDebugInformation(handle).GetSequencePoints())
        {
            if (point.IsHidden) continue;
            file ??= reader.GetString(reader.GetDocument(point.Document).Name);
            lines.Add(point.StartLine);
        }

        return (file, lines);
    }

    private sealed record Symbols(byte[] Image, IReadOnlySet<int> OnlyLines);
}
