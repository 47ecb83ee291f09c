using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting;
using Microsoft.DotNet.Interactive.ValueSharing;

namespace NotebookKit.Notebooks.Session;

/// <summary>What <c>#!lsmagic</c> and <c>#!about</c> show.</summary>
internal static class DirectiveListings
{
    private const int ValueCharacters = 80;

    public static JsonObject Directives(DirectiveNames directives) =>
        Table(["Directive", "What it does"], [.. directives.All.Select(directive => (string[])[directive.Name, directive.Description])]);

    /// <summary>What <c>#!who</c> and <c>#!whos</c> list, as text for consoles; the package has it as HTML only.</summary>
    public static FormattedValue PlainText(IEnumerable<KernelValue> values, IReadOnlyCollection<FormattedValue> shown)
    {
        bool detailed = shown.Any(part => part.Value.Contains("<thead", StringComparison.Ordinal));
        string text = detailed
            ? Columns(
                [["Variable", "Type", "Value"], .. values.Select(
                    value => (string[])[
                        value.Name, TypeName(value.Type), Short(Formatter.ToDisplayString(value.Value, PlainTextFormatter.MimeType))])])
            : string.Join('\n', values.Select(value => value.Name));
        return new FormattedValue(PlainTextFormatter.MimeType, text);
    }

    public static JsonObject About() => Table(
        ["", ""],
        [
            ["Runtime", $"NotebookKit {typeof(DirectiveListings).Assembly.GetName().Version?.ToString(3)}"],
            ["Language", "C# 14"],
            ["Kernels", $".NET Interactive {typeof(Kernel).Assembly.GetName().Version?.ToString(3)}"],
            ["Compiler", $"Roslyn {typeof(CSharpCompilation).Assembly.GetName().Version?.ToString(3)}"],
            [".NET", RuntimeInformation.FrameworkDescription],
            ["System", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.RuntimeIdentifier}"],
        ]);

    private static string Columns(IReadOnlyList<string[]> rows)
    {
        int[] widths = rows[0].Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        return string.Join(
            '\n', rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()));
    }

    private static string Short(string? value)
    {
        string text = (value ?? Formatter.NullString).ReplaceLineEndings(" ").Trim();
        return text.Length <= ValueCharacters ? text : text[..(ValueCharacters - 1)] + "…";
    }

    /// <summary>A type's name as C# writes it.</summary>
    private static string TypeName(Type? type) => type switch
    {
        null => "",
        { IsArray: true } => $"{TypeName(type.GetElementType())}[{new string(',', type.GetArrayRank() - 1)}]",
        _ when Nullable.GetUnderlyingType(type) is { } underlying => TypeName(underlying) + "?",
        { IsGenericType: true } => $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>",
        _ => s_keywords.GetValueOrDefault(type, type.Name),
    };

    private static readonly Dictionary<Type, string> s_keywords = new()
    {
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    private static JsonObject Table(string[] header, string[][] rows)
    {
        string[][] all = header.All(string.IsNullOrEmpty) ? rows : [header, .. rows];
        string head = header.All(string.IsNullOrEmpty)
            ? ""
            : $"<thead><tr>{string.Concat(header.Select(cell => $"<th>{cell}</th>"))}</tr></thead>";
        string body = string.Concat(
            rows.Select(row => $"<tr>{string.Concat(row.Select(cell => $"<td>{WebUtility.HtmlEncode(cell)}</td>"))}</tr>"));
        return Both(Columns(all), $"<table>{head}<tbody>{body}</tbody></table>");
    }

    private static JsonObject Both(string plain, string html) => new() { ["text/html"] = html, ["text/plain"] = plain };
}
