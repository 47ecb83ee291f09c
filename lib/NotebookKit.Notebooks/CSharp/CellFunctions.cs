using System.Diagnostics.CodeAnalysis;
using Microsoft.DotNet.Interactive;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// What cells call without qualification beside the functions of <see cref="Kernel"/>: the names that .NET Interactive's
/// Jupyter kernel brought, which are in none of its packages.
/// </summary>
[SuppressMessage("Style", "IDE1006", Justification = "The names that notebooks call.")]
public static class CellFunctions
{
    /// <summary>Asks the reader for a line of text and waits for it.</summary>
    /// <exception cref="InvalidOperationException">The notebook runs without a front end that could ask.</exception>
    public static string input(string prompt = "") => CellHost.Required.Ask(new InputRequest(prompt, IsPassword: false)).GetAwaiter().GetResult();

    /// <summary>Asks the reader for a password and waits for it.</summary>
    /// <exception cref="InvalidOperationException">The notebook runs without a front end that could ask.</exception>
    public static PasswordString password(string prompt = "") => new(CellHost.Required.Ask(new InputRequest(prompt, IsPassword: true)).GetAwaiter().GetResult());

    /// <summary>Removes what the running cell has shown so far.</summary>
    /// <param name="wait">Whether to remove it only when the next output arrives, which avoids flicker in an animation.</param>
    public static void ClearOutput(bool wait = false) => CellHost.Required.Send(new ClearOutputEvent(wait));
}
