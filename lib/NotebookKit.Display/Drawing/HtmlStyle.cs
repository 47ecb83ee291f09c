namespace NotebookKit.Display.Drawing;

/// <summary>
/// The style of tables and captions. It takes text colour and ground from the page, whatever its theme, and only thins or
/// tints them; where a viewer strips style sheets (GitHub), what is left is a plain table that still reads well.
/// </summary>
public static class HtmlStyle
{
    /// <summary>
    /// The style sheet of every HTML fragment. The class is named three times to outweigh JupyterLab's own rules for tables
    /// (stripes, right-aligned headers), whose selectors are long.
    /// </summary>
    public const string Sheet =
        "<style>" +
        ".nkh.nkh.nkh{font-size:13px;line-height:1.45;margin:4px 0}" +
        ".nkh.nkh.nkh table{border-collapse:collapse;border:0;width:auto;margin:4px 0 8px;font:12px/1.5 ui-monospace,'DejaVu Sans "
        + "Mono',Menlo,Consolas,monospace;color:inherit}" +
        ".nkh.nkh.nkh tr,.nkh.nkh.nkh tr:nth-child(odd),.nkh.nkh.nkh tr:nth-child(even),.nkh.nkh.nkh tr:hover{background:none}" +
        ".nkh.nkh.nkh td,.nkh.nkh.nkh th{border:0;padding:2px "
        + "8px;text-align:right;white-space:nowrap;color:inherit;background-clip:padding-box}" +
        ".nkh.nkh.nkh th{font-weight:400;color:color-mix(in srgb,currentColor 76%,transparent)}" +
        ".nkh.nkh.nkh thead th{border-bottom:1px solid color-mix(in srgb,currentColor 30%,transparent)}" +
        ".nkh.nkh.nkh .nk-left,.nkh.nkh.nkh tbody th{text-align:left}" +
        ".nkh.nkh.nkh caption{caption-side:top;text-align:left;color:inherit;padding:0 0 2px}" +
        ".nkh.nkh.nkh .nk-quiet{color:color-mix(in srgb,currentColor 76%,transparent)}" +
        ".nkh.nkh.nkh .nk-row{display:flex;flex-wrap:wrap;gap:4px 36px;align-items:flex-start}" +
        ".nkh.nkh.nkh .nk-mark{box-shadow:inset 0 0 0 2px #8a8f98}" +
        ".nkh.nkh.nkh p{margin:2px 0}" +
        "</style>";

    /// <summary>
    /// The tint of a cell as an inline style: a thin layer of colour over the page's own ground, so that it needs no style
    /// sheet and suits any theme.
    /// </summary>
    internal static string Tint(TintRange range, double value)
    {
        (bool negative, double strength) = range.At(value);
        double alpha = Math.Round(strength * TintRange.BehindText, 2);
        return alpha <= 0 ? ""
            : $" style=\"background-color:rgba({(negative ? "0,114,178" : "213,94,0")},"
                + $"{alpha.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)})\"";
    }
}
