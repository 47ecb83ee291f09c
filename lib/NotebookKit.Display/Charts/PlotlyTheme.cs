using System.Text.Json.Nodes;

namespace NotebookKit.Display.Charts;

/// <summary>
/// The colours of a Plotly chart. Plotly's figures name colours by value, and a saved value cannot know the reader's theme:
/// so the ground is the page's own, lines and grid keep 3:1 on light and on dark, and all text takes its colour from the page,
/// by the style of a span, which Plotly's texts may hold.
/// </summary>
internal static class PlotlyTheme
{
    /// <summary>Nothing: the page shows through.</summary>
    public const string Ground = "rgba(0,0,0,0)";

    /// <summary>Tick marks and buttons: at least 3:1 on white and on the dark grounds of VS Code and JupyterLab.</summary>
    public const string Quiet = "#7d848d";

    /// <summary>Grid lines, behind the data.</summary>
    public const string Grid = "rgba(125,132,141,0.3)";

    /// <summary>The ground of what stands under the pointer, and the text on it: the same in every theme.</summary>
    public const string PointedGround = "#1f2328", PointedInk = "#ffffff";

    /// <summary>Line colours, those of the pictures on a light ground, of which each keeps 3:1 on dark grounds too.</summary>
    public static readonly string[] Lines = ["#0072b2", "#c85200", "#00805c", "#a8508a", "#976a00", "#727b88"];

    // VS Code and JupyterLab name the colour of their text; in other pages it is the text's own colour.
    private const string Open = "<span style=\"color:var(--vscode-editor-foreground,var(--jp-content-font-color1,currentColor))\">";

    private const string Close = "</span>";

    /// <summary>Text in the page's own colour.</summary>
    public static string Text(string text) => Open + Plain(text) + Close;

    /// <summary>Plotly reads a few tags in its texts; escaped, a text stays what it is.</summary>
    public static string Plain(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>A heading in the page's own colour.</summary>
    public static JsonObject Title(string text) => new() { ["text"] = Text(text) };

    /// <summary>The numbers along an axis in the page's own colour.</summary>
    public static IEnumerable<(string, JsonNode?)> TickColours => [("tickprefix", Open), ("ticksuffix", Close), ("tickcolor", Quiet)];
}
