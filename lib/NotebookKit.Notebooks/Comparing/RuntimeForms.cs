using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Running.Original;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Comparing;

/// <summary>
/// What .NET Interactive and this kernel write differently for the same, in one form: a notebook may have been saved by either, from
/// VS Code or from Jupyter. The one place where such differences are known, each with its reason.
/// </summary>
internal static partial class RuntimeForms
{
    private const string Html = "text/html", Markdown = "text/markdown", Mermaid = "text/vnd.mermaid", Plain = "text/plain",
        Svg = "image/svg+xml";

    private const string Compilation = "CompilationError";

    // .NET Interactive's Jupyter kernel prints what is wrong to stderr, and says no more in the error.
    private const string SomeCompilationError = "compilation error";

    /// <summary>The contents of a display in that form; null when it shows nothing to a reader.</summary>
    public static Dictionary<string, JsonNode?>? Display(IEnumerable<KeyValuePair<string, JsonNode?>> data)
    {
        var content = data.ToDictionary(member => member.Key, member => Json(member.Key, member.Value));
        string html = content.TryGetValue(Html, out JsonNode? node) && MultilineText.IsMultilineText(node) ? MultilineText.Join(node) : "";
        if (html.Contains("dotnet-interactive-this-cell", StringComparison.Ordinal))
        {
            // A script for variables, which its Jupyter kernel adds to the first cell.
            return null;
        }

        if (MermaidPage().Match(html) is { Success: true } page)
        {
            // There a page that draws it, here its text for front ends that do.
            return new(StringComparer.Ordinal) { [Mermaid] = page.Groups["graph"].Value.Trim() };
        }

        if (content.TryGetValue(Mermaid, out JsonNode? graph) && MultilineText.IsMultilineText(graph))
        {
            return new(StringComparer.Ordinal) { [Mermaid] = MultilineText.Join(graph).Trim() };
        }

        // An update there keeps the types of what was shown first: a picture that replaces a progress bar stays HTML.
        if (!content.ContainsKey(Svg) && OnlyPicture().Match(html) is { Success: true } picture)
        {
            content.Remove(Html);
            content[Svg] = picture.Groups["svg"].Value;
        }

        return content;
    }

    /// <summary>
    /// What a display has printed, where it is only that: .NET Interactive before 2022 showed what a cell printed as a plain text.
    /// </summary>
    /// <returns>The text; null when it shows something.</returns>
    public static string? Printed(IReadOnlyDictionary<string, JsonNode?> content) =>
        content.Count == 1 && content.TryGetValue(Plain, out JsonNode? node) && MultilineText.IsMultilineText(node)
        && MultilineText.Join(node) is { } text && text.EndsWith('\n') ? text : null;

    /// <summary>Whether a type may be there or not beside others that both have: some front ends save no second best.</summary>
    public static bool IsSecondBest(string type, IEnumerable<string> common) =>
        type == Plain ? common.Any(other => other != Plain) : type == Markdown && common.Contains(Html);

    /// <summary>The name and the message of an error in that form.</summary>
    /// <param name="name">Its name: the exception's here; there always <c>Error</c>, and the message begins with the exception's.</param>
    /// <param name="message">Its message.</param>
    public static (string Name, string Message) Error(string name, string message)
    {
        message = Colour().Replace(message, "");
        if (name == "Error")
        {
            ErrorEvent read = OriginalErrors.Read(message);
            (name, message) = (read.Name, read.Value);
        }

        var refused = CompilerError().Matches(message).Select(match => match.Groups["error"].Value.TrimEnd()).ToList();
        return message == SomeCompilationError ? (Compilation, message)
            : refused.Count > 0 ? (Compilation, string.Join('\n', refused))
            : (name, message);
    }

    /// <summary>Whether two errors in that form are the same as far as they say.</summary>
    public static bool IsSameError(string saved, string came) =>
        IsSome(saved) ? came.StartsWith(Compilation, StringComparison.Ordinal)
            : IsSome(came) && saved.StartsWith(Compilation, StringComparison.Ordinal);

    /// <summary>The text of stderr with the compiler's warnings in that form, without their places.</summary>
    public static string Warnings(string text) =>
        text.Contains("warning ", StringComparison.Ordinal) ? Warning().Replace(text, "warning ${warning}\n") : text;

    private static bool IsSome(string error) => error == $"{Compilation}: {SomeCompilationError}";

    // Its Jupyter kernel writes JSON as a text that holds the JSON.
    private static JsonNode? Json(string type, JsonNode? content)
    {
        bool isJson = type == "application/json" || type.EndsWith("+json", StringComparison.Ordinal);
        if (!isJson || !MultilineText.IsMultilineText(content) || MultilineText.Join(content) is not { } text
            || text.AsSpan().TrimStart() is not ['{' or '[', ..])
        {
            return content;
        }

        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = JupyterJson.MaxDepth });
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            return content;
        }
    }

    [GeneratedRegex(@"class=""mermaidMarkdownContainer"".*?\.render\(\s*'[^']*',\s*`(?<graph>[^`]*)`",
        RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex MermaidPage();

    [GeneratedRegex(@"^\s*<div>\s*(?<svg>(?:<\?xml[^>]*>\s*)?<svg\b.*</svg>)\s*</div>\s*$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex OnlyPicture();

    [GeneratedRegex(@"(?:^|: )\s*error (?<error>(?:CS|FS|BC)\d+: [^\n]*)", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex CompilerError();

    // (1,9): warning CS0168: …; here with the name of the cell, the line itself and a mark under it.
    [GeneratedRegex(
        @"(?:\n|^)*(?:\(\d+,\d+\)|cell \d+, line \d+, column \d+): warning (?<warning>(?:CS|FS|BC)\d+: [^\r\n]*)\r?\n?(?:    [^\n]*\n[ \t]*\^+ *\n?)?(?:\r?\n)*",
        RegexOptions.CultureInvariant)]
    private static partial Regex Warning();

    [GeneratedRegex(@"\x1b\[[0-9;]*m", RegexOptions.CultureInvariant)]
    private static partial Regex Colour();
}
