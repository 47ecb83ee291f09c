using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Notebooks.Session;

/// <summary>Values as MIME bundles, through Microsoft.DotNet.Interactive.Formatting and its preferred MIME types.</summary>
internal static class MimeBundles
{
    // A key that stands twice would be found by whoever reads it first.
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };

    /// <summary>
    /// Formats a value. With no <paramref name="mimeTypes"/> its preferred ones are used, and a plain text is added
    /// where that is cheap and safe, for consoles and for search.
    /// </summary>
    public static JsonObject Format(object? value, IReadOnlyList<string> mimeTypes) =>
        Of(FormattedValue.CreateManyFromObject(value, [.. mimeTypes]), asPreferred: mimeTypes.Count == 0, value);

    /// <summary>What a value was formatted to.</summary>
    /// <param name="formatted">One text a MIME type.</param>
    /// <param name="asPreferred">Whether the MIME types are the value's own; then a plain text may be added.</param>
    /// <param name="value">The value.</param>
    public static JsonObject Of(IEnumerable<FormattedValue> formatted, bool asPreferred, object? value)
    {
        var data = new JsonObject();
        List<FormattedValue> parts = [.. formatted];
        // What is not to be seen by itself, a table's CSV, goes along with what is.
        foreach (FormattedValue part in parts.Exists(part => !part.SuppressDisplay) ? parts : [])
        {
            string content = WithoutUnusedStyle(DirectiveSign.Restore(part.Value ?? ""));
            data[LoneSurrogates.Shown(part.MimeType)] = Content(part.MimeType, content);
        }
        if (asPreferred && !data.ContainsKey("text/plain") && OptionalPlainText(value) is { } text)
        {
            data["text/plain"] = LoneSurrogates.Shown(text);
        }
        return data;
    }

    /// <summary>The value is shown already, so a plain text that its type fails to give is merely left out.</summary>
    private static string? OptionalPlainText(object? value)
    {
        try
        {
            return PlainText(value);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>A bundle of one MIME type with ready content.</summary>
    public static JsonObject Of(string mime, string content) => new() { [mime] = Content(mime, content) };

    /// <summary>
    /// The library appends its style sheet for tables and trees to everything it writes as HTML. For a single number it
    /// has no effect, and only swells the notebook.
    /// </summary>
    private static string WithoutUnusedStyle(string content)
    {
        const string start = "<div class=\"dni-plaintext\"><pre>";
        const string end = "</pre></div>";
        if (!content.StartsWith(start, StringComparison.Ordinal))
        {
            return content;
        }
        int close = content.IndexOf(end, StringComparison.Ordinal) + end.Length;
        return close >= end.Length && content.AsSpan(close).StartsWith("<style>")
            && content.EndsWith("</style>", StringComparison.Ordinal) ? content[..close] : content;
    }

    /// <summary>JSON types carry JSON on the wire and in the file; if a formatter wrote something else, it stays text.</summary>
    private static JsonNode? Content(string mime, string content)
    {
        if (mime != "application/json" && !mime.EndsWith("+json", StringComparison.Ordinal))
        {
            return LoneSurrogates.Shown(content);
        }
        try
        {
            return JsonNode.Parse(LoneSurrogates.ShownInJson(content), documentOptions: s_strict);
        }
        catch (JsonException)
        {
            return LoneSurrogates.Shown(content);
        }
    }

    /// <summary>
    /// Nothing is evaluated twice that could be lazy or costly: scalars, types that print themselves and collections in
    /// memory have a plain text, everything else has none.
    /// </summary>
    private static string? PlainText(object? value) => value switch
    {
        null => Formatter.NullString,
        _ when XmlText.Of(value) is { } xml => xml,
        IHtmlContent => null,
        bool or char or Enum or IFormattable => Formatter.ToDisplayString(value, "text/plain"),
        ICollection => Formatter.ToDisplayString(value, "text/plain"),
        IEnumerable => null,
        _ => FlatText.IsDeep(value) ? FlatText.Of(value) : PrintsItself(value) ? value.ToString() : null,
    };

    private static bool PrintsItself(object value) =>
        value.GetType().GetMethod(nameof(ToString), Type.EmptyTypes)?.DeclaringType is { } declaring
        && declaring != typeof(object) && declaring != typeof(ValueType);
}
