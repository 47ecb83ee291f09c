namespace NotebookKit.Tool.Reporting;

/// <summary>
/// The columns of the table of notebooks, in characters; 0 for one that is left out. They follow from the terminal's width
/// and from the names, which stand before the first notebook starts, and so never change while it is shown.
/// </summary>
/// <param name="Total">The length of a row, one less than the terminal's: some terminals wrap when the last column is written.</param>
/// <param name="Name">The notebook's name.</param>
/// <param name="Cells">How many cells are done, of how many.</param>
/// <param name="Time">How long it has taken.</param>
/// <param name="Doing">The running cell, or the result.</param>
internal sealed record TableLayout(int Total, int Name, int Cells, int Time, int Doing)
{
    /// <summary>The mark before a row, with the space after it.</summary>
    public const int Mark = 2;

    /// <summary>The space between columns.</summary>
    public const int Gap = 2;

    private const int CellsWidth = 7;
    private const int TimeWidth = 7;
    private const int LeastName = 8;
    private const int LeastDoing = 9;
    private const int LeastTotal = 10;

    /// <summary>The columns for a terminal.</summary>
    /// <param name="width">Its columns.</param>
    /// <param name="longestName">The columns of the longest name.</param>
    public static TableLayout For(int width, int longestName)
    {
        int total = Math.Max(LeastTotal, width - 1);
        int cells = total >= Mark + LeastName + Gap + CellsWidth ? CellsWidth : 0;
        int time = total >= 48 ? TimeWidth : 0;
        // Names get what they need, and the running cell the rest; where both are long, names get at most these.
        int mostName = total switch { >= 110 => 48, >= 76 => 36, >= 56 => 24, >= 48 => 20, _ => 14 };
        int left = total - Mark - Column(cells) - Column(time);
        int name = Math.Min(Math.Max(longestName, LeastName), mostName);
        if (left - name - Gap < LeastDoing)
        {
            return new TableLayout(total, Math.Max(1, Math.Min(left, Math.Max(longestName, LeastName))), cells, time, 0);
        }

        return new TableLayout(total, name, cells, time, left - name - Gap);
    }

    private static int Column(int width) => width == 0 ? 0 : Gap + width;
}
