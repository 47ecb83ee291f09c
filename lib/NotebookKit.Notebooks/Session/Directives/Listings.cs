using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.DotNet.Interactive.Formatting;
using NotebookKit.Notebooks.CSharp;

namespace NotebookKit.Notebooks.Session;

/// <summary>What <c>#!who</c>, <c>#!whos</c>, <c>#!lsmagic</c> and <c>#!about</c> show.</summary>
internal static class Listings
{
    private const int ValueCharacters = 80;

    public static JsonObject Who(IReadOnlyList<Variable> variables) =>
        Both(string.Join('\n', variables.Select(variable => variable.Name)), $"<p>{string.Join(", ", variables.Select(variable => $"<code>{variable.Name}</code>"))}</p>");

    public static JsonObject Whos(IReadOnlyList<Variable> variables) =>
        Table(["Variable", "Type", "Value"], [.. variables.Select(variable => (string[])[variable.Name, TypeName(variable.Type), Short(variable.Value)])]);

    public static JsonObject Directives() =>
        Table(["Directive", "What it does"],
            [.. CellDirectives.Known.Select(pair => (string[])[pair.Key, pair.Value]), .. CellLanguages.Names.Select(name => (string[])["#!" + name, $"the rest of the cell is {name}"])]);

    public static JsonObject About() => Table(
        ["", ""],
        [
            ["Runtime", $"NotebookKit {typeof(CSharpSession).Assembly.GetName().Version?.ToString(3)}"],
            ["Language", "C# 14"],
            ["Compiler", $"Roslyn {typeof(CSharpCompilation).Assembly.GetName().Version?.ToString(3)}"],
            [".NET", RuntimeInformation.FrameworkDescription],
            ["System", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.RuntimeIdentifier}"],
        ]);

    /// <summary>A type's name as C# writes it.</summary>
    private static string TypeName(Type type)
    {
        if (type.IsArray) return $"{TypeName(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Nullable.GetUnderlyingType(type) is { } underlying) return TypeName(underlying) + "?";
        if (!type.IsGenericType) return Keywords.GetValueOrDefault(type, type.Name);
        return $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>";
    }

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(int)] = "int", [typeof(long)] = "long", [typeof(float)] = "float", [typeof(double)] = "double", [typeof(decimal)] = "decimal",
        [typeof(bool)] = "bool", [typeof(char)] = "char", [typeof(byte)] = "byte", [typeof(string)] = "string", [typeof(object)] = "object",
    };

    private static string Short(object? value)
    {
        var text = Text(value).ReplaceLineEndings(" ").Trim();
        return text.Length <= ValueCharacters ? text : text[..(ValueCharacters - 1)] + "…";
    }

    /// <summary>One value that fails to print itself must not hide the others.</summary>
    private static string Text(object? value)
    {
        try
        {
            return Formatter.ToDisplayString(value, "text/plain");
        }
        catch (Exception error) when (error is not (OperationCanceledException or ThreadInterruptedException))
        {
            return $"(printing it threw {error.GetType().Name})";
        }
    }

    private static JsonObject Table(string[] header, string[][] rows)
    {
        string[][] all = header.All(string.IsNullOrEmpty) ? rows : [header, .. rows];
        var widths = Enumerable.Range(0, header.Length).Select(column => all.Max(row => row[column].Length)).ToArray();
        var plain = string.Join('\n', all.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()));
        var head = header.All(string.IsNullOrEmpty) ? "" : $"<thead><tr>{string.Concat(header.Select(cell => $"<th>{cell}</th>"))}</tr></thead>";
        var body = string.Concat(rows.Select(row => $"<tr>{string.Concat(row.Select(cell => $"<td>{WebUtility.HtmlEncode(cell)}</td>"))}</tr>"));
        return Both(plain, $"<table>{head}<tbody>{body}</tbody></table>");
    }

    private static JsonObject Both(string plain, string html) => new() { ["text/html"] = html, ["text/plain"] = plain };
}
