using NotebookKit.Notebooks.Session;

namespace Microsoft.DotNet.Interactive;

/// <summary>The running cell, as .NET Interactive's notebooks reach it.</summary>
public sealed class KernelInvocationContext
{
    private readonly CellHost host;

    private KernelInvocationContext(CellHost host) => this.host = host;

    /// <summary>The cell that the calling code runs in; <c>null</c> outside of one.</summary>
    public static KernelInvocationContext? Current => CellHost.Current is { } host ? new KernelInvocationContext(host) : null;

    /// <summary>Cancelled when the cell is interrupted.</summary>
    public CancellationToken CancellationToken => host.CellToken;

    /// <summary>Shows a value as an output of the running cell.</summary>
    /// <param name="value">What to show.</param>
    /// <param name="mimeTypes">The MIME types to show it as; the type's preferred ones when none is named.</param>
    /// <returns>A handle whose <see cref="DisplayedValue.Update"/> replaces what is shown.</returns>
    public DisplayedValue Display(object? value, params string[] mimeTypes) => DisplayedValue.Show(value, mimeTypes);

    /// <summary>Shows text as content of a MIME type.</summary>
    /// <param name="value">The content.</param>
    /// <param name="mimeType">What the content is.</param>
    public void DisplayAs(string value, string mimeType) => value.DisplayAs(mimeType);

    /// <summary>Writes to the cell's standard output.</summary>
    public void DisplayStandardOut(string output) => host.Write("stdout", output);

    /// <summary>Writes to the cell's standard error.</summary>
    public void DisplayStandardError(string error) => host.Write("stderr", error);
}
