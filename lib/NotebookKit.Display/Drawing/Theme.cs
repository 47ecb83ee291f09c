namespace NotebookKit.Display.Drawing;

/// <summary>
/// The colours of every picture, for light and dark pages. A picture carries its style with it: GitHub shows an SVG as an
/// image, where nothing of the page reaches it, and VS Code and Jupyter put it into pages of their own colours.
/// </summary>
internal static class Theme
{
    /// <summary>How many line colours there are before they come again with another dash.</summary>
    public const int LineColours = 6;

    /// <summary>
    /// Line colours on a light ground, after Okabe and Ito: told apart with every kind of colour blindness, each at least
    /// 3:1 against white. They stand as attributes too, for viewers that know no CSS variables.
    /// </summary>
    public static readonly string[] LightLines = ["#0072b2", "#c85200", "#00805c", "#a8508a", "#976a00", "#5c6470"];

    private static readonly string[] s_darkLines = ["#56b4e9", "#f28a45", "#2fbf93", "#de8fbf", "#e6b333", "#aeb4bd"];

    /// <summary>The ground of a picture where no CSS variable is known.</summary>
    public const string Ground = "#ffffff";

    /// <summary>Text where no CSS variable is known.</summary>
    public const string Ink = "#1f2328";

    /// <summary>Secondary text where no CSS variable is known.</summary>
    public const string Soft = "#57606a";

    /// <summary>Grid lines and quiet borders where no CSS variable is known.</summary>
    public const string Rule = "#d8dce1";

    /// <summary>
    /// The page decides light or dark: by the reader's system, or, where a notebook has a theme of its own, by the marks that
    /// VS Code, JupyterLab and pages with a theme switch set on the document.
    /// </summary>
    private static readonly string s_scheme =
        ".nk{color-scheme:light dark}" +
        ".vscode-light .nk,.vscode-high-contrast-light .nk,[data-jp-theme-light=true] .nk,[data-theme=light] .nk{color-scheme:light}" +
        ".vscode-dark .nk,.vscode-high-contrast:not(.vscode-high-contrast-light) .nk,[data-jp-theme-light=false] "
        + ".nk,[data-theme=dark] .nk" +
        "{color-scheme:dark}";

    private static readonly string s_variables =
        ".nk{--nk-ground:var(--vscode-editor-background,var(--jp-layout-color0,light-dark(#fff,#1b1d21)));" +
        "--nk-ink:light-dark(#1f2328,#e4e6e9);--nk-soft:light-dark(#57606a,#a9b0b9);--nk-rule:light-dark(#d8dce1,#41464e);" +
        string.Concat(Enumerable.Range(0, LineColours).Select(i => $"--nk-{i}:light-dark({LightLines[i]},{s_darkLines[i]});")) +
        "--nk-neg:light-dark(#0072b2,#2f96d6);--nk-pos:light-dark(#d55e00,#e8752a)}";

    /// <summary>The style sheet inside every SVG.</summary>
    public static readonly string SvgStyle =
        s_scheme + s_variables +
        ".nk text{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;font-variant-numeric:tabular-nums}" +
        ".nk-ground{fill:var(--nk-ground)}.nk-ink{fill:var(--nk-ink)}.nk-soft{fill:var(--nk-soft)}.nk-rule{stroke:var(--nk-rule)}" +
        ".nk-axis{stroke:var(--nk-soft)}.nk-edge{stroke:var(--nk-ink)}.nk-neg{fill:var(--nk-neg)}.nk-pos{fill:var(--nk-pos)}" +
        string.Concat(Enumerable.Range(0, LineColours).Select(i => $".nk-l{i}{{stroke:var(--nk-{i})}}.nk-f{i}{{fill:var(--nk-{i})}}"));

    /// <summary>The dash of the n-th line: solid for the first six, then patterns, so that colour is never the only difference.</summary>
    public static string? Dash(int line) => (line / LineColours % 4) switch
    {
        0 => null,
        1 => "6 3",
        2 => "2 3",
        _ => "8 3 2 3",
    };
}
