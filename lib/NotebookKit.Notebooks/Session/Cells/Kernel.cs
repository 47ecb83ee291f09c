using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Html;
using NotebookKit.Notebooks.Session;

namespace Microsoft.DotNet.Interactive;

/// <summary>
/// The functions that every cell can call without qualification. They stand under the names that .NET Interactive used,
/// so that notebooks written for it run unchanged.
/// </summary>
[SuppressMessage("Naming", "CA1708", Justification = "The lower-case names are what notebooks call.")]
public static class Kernel
{
    /// <summary>Shows a value as an output of the running cell.</summary>
    /// <param name="value">What to show.</param>
    /// <param name="mimeTypes">The MIME types to show it as; the type's preferred ones when none is named.</param>
    /// <returns>A handle whose <see cref="DisplayedValue.Update"/> replaces what is shown.</returns>
    [SuppressMessage("Style", "IDE1006", Justification = "The name that notebooks call.")]
    public static DisplayedValue display(object? value, params string[] mimeTypes) => DisplayedValue.Show(value, mimeTypes);

    /// <summary>Text that is HTML already: shown as it is.</summary>
    public static IHtmlContent HTML(string content) => new HtmlString(content);

    /// <summary>Adds a style sheet to the page that shows the notebook.</summary>
    public static void CSS(string content) => DisplayedValue.Show(new HtmlString($"<style>{content}</style>"), ["text/html"]);

    /// <summary>Runs a script in the page that shows the notebook.</summary>
    public static void Javascript(string scriptContent) => DisplayedValue.Show(new HtmlString($"<script type=\"text/javascript\">{scriptContent}</script>"), ["text/html"]);

    /// <summary>Asks the reader for a line of text.</summary>
    /// <exception cref="InvalidOperationException">The notebook runs without a front end that could ask.</exception>
    public static Task<string> GetInputAsync(string prompt = "") => CellHost.Required.Ask(new InputRequest(prompt, IsPassword: false));

    /// <summary>Asks the reader for a password, which is not shown while typed.</summary>
    /// <exception cref="InvalidOperationException">The notebook runs without a front end that could ask.</exception>
    public static async Task<PasswordString> GetPasswordAsync(string prompt = "") =>
        new(await CellHost.Required.Ask(new InputRequest(prompt, IsPassword: true)).ConfigureAwait(false));

    /// <summary>Asks the reader for a line of text and waits for it.</summary>
    /// <exception cref="InvalidOperationException">The notebook runs without a front end that could ask.</exception>
    [SuppressMessage("Style", "IDE1006", Justification = "The name that notebooks call.")]
    public static string input(string prompt = "") => GetInputAsync(prompt).GetAwaiter().GetResult();

    /// <summary>Asks the reader for a password and waits for it.</summary>
    /// <exception cref="InvalidOperationException">The notebook runs without a front end that could ask.</exception>
    [SuppressMessage("Style", "IDE1006", Justification = "The name that notebooks call.")]
    public static PasswordString password(string prompt = "") => GetPasswordAsync(prompt).GetAwaiter().GetResult();

    /// <summary>Removes what the running cell has shown so far.</summary>
    /// <param name="wait">Whether to remove it only when the next output arrives, which avoids flicker in an animation.</param>
    public static void ClearOutput(bool wait = false) => CellHost.Required.Send(new ClearOutputEvent(wait));
}
