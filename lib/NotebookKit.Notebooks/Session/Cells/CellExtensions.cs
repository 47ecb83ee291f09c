using Microsoft.DotNet.Interactive.Formatting;
using Microsoft.DotNet.Interactive.Formatting.TabularData;
using NotebookKit.Notebooks.Session;

namespace Microsoft.DotNet.Interactive;

/// <summary>The extension methods that every cell sees.</summary>
public static class CellExtensions
{
    /// <summary>Shows the value as an output of the running cell.</summary>
    /// <param name="value">What to show.</param>
    /// <param name="mimeTypes">The MIME types to show it as; the type's preferred ones when none is named.</param>
    /// <returns>A handle whose <see cref="DisplayedValue.Update"/> replaces what is shown.</returns>
    public static DisplayedValue Display(this object? value, params string[] mimeTypes) => DisplayedValue.Show(value, mimeTypes);

    /// <summary>Shows text as content of a MIME type, for example <c>"# Title".DisplayAs("text/markdown")</c>.</summary>
    /// <param name="value">The content.</param>
    /// <param name="mimeType">What the content is.</param>
    public static void DisplayAs(this string value, string mimeType)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentException.ThrowIfNullOrEmpty(mimeType);
        CellHost.Required.DisplayData(ValueFormatter.Bundle(mimeType, value));
    }

    /// <summary>Shows rows as a table with one column a public property.</summary>
    /// <param name="value">The rows.</param>
    /// <param name="mimeTypes">The MIME types to show it as; HTML when none is named.</param>
    /// <returns>A handle whose <see cref="DisplayedValue.Update"/> replaces what is shown.</returns>
    public static DisplayedValue DisplayTable<T>(this IEnumerable<T> value, params string[] mimeTypes) =>
        DisplayedValue.Show(value.ToTabularDataResource(), mimeTypes);
}
