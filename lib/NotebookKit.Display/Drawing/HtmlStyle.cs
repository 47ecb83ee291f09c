namespace NotebookKit.Display.Drawing;

/// <summary>
/// The style of tables and captions. It takes text colour and ground from the page, whatever its theme, and only thins or
/// tints them; where a viewer strips style sheets (GitHub), what is left is a plain table that still reads well.
/// </summary>
internal static class HtmlStyle
{
    /// <summary>The style sheet of every HTML fragment.</summary>
    public const string Sheet =
        "<style>" +
        ".nkh{font-size:13px;line-height:1.45;margin:4px 0}" +
        ".nkh table{border-collapse:collapse;border:0;width:auto;margin:4px 0 8px;font:12px/1.5 ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace;color:inherit}" +
        ".nkh tr,.nkh tr:nth-child(odd),.nkh tr:nth-child(even),.nkh tr:hover{background:none}" +
        ".nkh td,.nkh th{border:0;padding:2px 8px;text-align:right;white-space:nowrap;color:inherit;background-clip:padding-box}" +
        ".nkh th{font-weight:400;color:color-mix(in srgb,currentColor 76%,transparent)}" +
        ".nkh thead th{border-bottom:1px solid color-mix(in srgb,currentColor 30%,transparent)}" +
        ".nkh .nk-left,.nkh tbody th{text-align:left}" +
        ".nkh caption{caption-side:top;text-align:left;color:inherit;padding:0 0 2px}" +
        ".nkh .nk-quiet{color:color-mix(in srgb,currentColor 76%,transparent)}" +
        ".nkh .nk-row{display:flex;flex-wrap:wrap;gap:4px 36px;align-items:flex-start}" +
        ".nkh .nk-mark{box-shadow:inset 0 0 0 2px #8a8f98}" +
        ".nkh p{margin:2px 0}" +
        "</style>";

    /// <summary>
    /// The tint of a cell as an inline style: a thin layer of colour over the page's own ground, so that it needs no style
    /// sheet and suits any theme.
    /// </summary>
    public static string Tint(TintRange range, double value)
    {
        (bool negative, double strength) = range.At(value);
        double alpha = Math.Round(strength * TintRange.BehindText, 2);
        return alpha <= 0 ? "" : $" style=\"background-color:rgba({(negative ? "0,114,178" : "213,94,0")},{alpha.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)})\"";
    }
}
