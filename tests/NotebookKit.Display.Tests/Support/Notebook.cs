using Microsoft.DotNet.Interactive.Formatting;

namespace NotebookKit.Display.Tests.Support;

/// <summary>Shows values as a notebook does: through Microsoft.DotNet.Interactive.Formatting.</summary>
internal static class Notebook
{
    /// <summary>The bundle a notebook saves for the value.</summary>
    public static IReadOnlyDictionary<string, string> Show(object value) =>
        Formatter.GetPreferredMimeTypesFor(value.GetType()).Distinct().ToDictionary(mime => mime, mime => value.ToDisplayString(mime));
}
