using System.Globalization;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Tool.Jupyter.Kernel;

/// <summary>
/// The kernel's own lines, on the process's real standard error: cells redirect <see cref="Console"/>, and the log must
/// neither end up in a notebook nor fail because of what a cell does to the console.
/// </summary>
internal sealed class KernelLog(TextWriter writer)
{
    private readonly Lock _gate = new();

    /// <summary>A log to standard error.</summary>
    public static KernelLog ToStandardError() => new(new StreamWriter(Console.OpenStandardError()) { AutoFlush = true });

    /// <summary>Writes one line. It may quote what a client sent, whose control sequences reach no terminal.</summary>
    public void Write(string text)
    {
        try
        {
            lock (_gate)
            {
                writer.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"[notebookkit {DateTime.Now:HH:mm:ss.fff}] {TerminalText.Visible(text)}"));
            }
        }
        catch (IOException)
        {
            // Whoever read standard error is gone. The kernel's work does not depend on it.
        }
    }
}
