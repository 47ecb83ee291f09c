using System.Globalization;
using Microsoft.DotNet.Interactive.Formatting;

namespace NotebookKit.Notebooks.Session;

/// <summary>
/// Arrays of several dimensions in rows and columns: a matrix as a table, more dimensions as one table for each pair of the
/// last two.
/// </summary>
internal static class MatrixFormatter
{
    private const int MaximumTables = 10;

    /// <summary>Writes an array of two dimensions or more.</summary>
    public static bool Format(Array array, FormatContext context, string mime)
    {
        bool isHtml = mime == HtmlFormatter.MimeType;
        // Inside of a table a matrix is one line, as a list there.
        if (!isHtml && context.Depth > 1)
        {
            Nested(array, new int[array.Rank], 0, context);
        }
        else
        {
            Tables(array, context, isHtml);
        }
        return true;
    }

    private static void Tables(Array array, FormatContext context, bool isHtml)
    {
        TextWriter writer = context.Writer;
        if (!isHtml)
        {
            writer.Write(Name(array));
        }
        long outer = Enumerable.Range(0, array.Rank - 2).Aggregate(1L, (count, axis) => count * array.GetLength(axis));
        if (outer == 0 || array.Length == 0)
        {
            writer.Write(isHtml ? $"<div class=\"dni-plaintext\"><pre>{Name(array)} (empty)</pre></div>" : " (empty)");
            return;
        }

        for (int table = 0; table < Math.Min(outer, MaximumTables); table++)
        {
            int[] index = Index(array, table);
            if (array.Rank > 2)
            {
                string caption = "[" + string.Join(", ", index[..^2].Select(axis => Number(axis))) + ", *, *]";
                writer.Write(isHtml ? $"<p>{caption}</p>" : "\n" + caption);
            }

            if (isHtml)
            {
                Html(array, index, context);
            }
            else
            {
                Plain(array, index, context);
            }
        }

        if (outer > MaximumTables)
        {
            string rest = $"… ({Number(outer - MaximumTables)} more)";
            writer.Write(isHtml ? $"<p>{rest}</p>" : "\n" + rest);
        }
    }

    private static void Plain(Array array, int[] index, FormatContext context)
    {
        (int rows, int columns) = (array.Rank - 2, array.Rank - 1);
        int shown = Math.Min(array.GetLength(rows), Formatter.ListExpansionLimit);
        for (int i = 0; i < shown; i++)
        {
            context.Writer.Write('\n');
            index[rows] = array.GetLowerBound(rows) + i;
            Nested(array, index, columns, context);
        }

        if (array.GetLength(rows) > shown)
        {
            context.Writer.Write($"\n… ({Number(array.GetLength(rows) - shown)} more)");
        }
    }

    private static void Html(Array array, int[] index, FormatContext context)
    {
        TextWriter writer = context.Writer;
        (int rows, int columns) = (array.Rank - 2, array.Rank - 1);
        int limit = Formatter.ListExpansionLimit;
        (int shownRows, int shownColumns) = (Math.Min(array.GetLength(rows), limit), Math.Min(array.GetLength(columns), limit));
        (int moreRows, int moreColumns) = (array.GetLength(rows) - shownRows, array.GetLength(columns) - shownColumns);
        writer.Write("<table><thead><tr><th></th>");
        for (int j = 0; j < shownColumns; j++)
        {
            writer.Write($"<th><i>{Number(array.GetLowerBound(columns) + j)}</i></th>");
        }
        if (moreColumns > 0)
        {
            writer.Write($"<th>… ({Number(moreColumns)} more)</th>");
        }
        writer.Write("</tr></thead><tbody>");
        for (int i = 0; i < shownRows; i++)
        {
            index[rows] = array.GetLowerBound(rows) + i;
            writer.Write($"<tr><th><i>{Number(index[rows])}</i></th>");
            for (int j = 0; j < shownColumns; j++)
            {
                index[columns] = array.GetLowerBound(columns) + j;
                writer.Write("<td>");
                array.GetValue(index).FormatTo(context, HtmlFormatter.MimeType);
                writer.Write("</td>");
            }

            writer.Write(moreColumns > 0 ? "<td>…</td></tr>" : "</tr>");
        }

        string span = Number(shownColumns + (moreColumns > 0 ? 2 : 1));
        if (moreRows > 0)
        {
            writer.Write($"<tr><td colspan=\"{span}\">… ({Number(moreRows)} more)</td></tr>");
        }
        writer.Write("</tbody></table>");
        HtmlFormatter.RequireDefaultStyles(context);
    }

    /// <summary>All axes from one on, in brackets.</summary>
    private static void Nested(Array array, int[] index, int axis, FormatContext context)
    {
        context.Writer.Write("[ ");
        int shown = Math.Min(array.GetLength(axis), Formatter.ListExpansionLimit);
        for (int i = 0; i < shown; i++)
        {
            if (i > 0)
            {
                context.Writer.Write(", ");
            }
            index[axis] = array.GetLowerBound(axis) + i;
            if (axis < array.Rank - 1)
            {
                Nested(array, index, axis + 1, context);
            }
            else
            {
                array.GetValue(index).FormatTo(context, PlainTextFormatter.MimeType);
            }
        }

        if (array.GetLength(axis) > shown)
        {
            context.Writer.Write($" ... ({Number(array.GetLength(axis) - shown)} more)");
        }
        context.Writer.Write(" ]");
    }

    /// <summary>The index of the first element of a table, the tables counted through.</summary>
    private static int[] Index(Array array, int table)
    {
        int[] index = Enumerable.Range(0, array.Rank).Select(array.GetLowerBound).ToArray();
        for (int axis = array.Rank - 3; axis >= 0; axis--)
        {
            index[axis] += table % array.GetLength(axis);
            table /= array.GetLength(axis);
        }

        return index;
    }

    private static string Name(Array array)
    {
        IEnumerable<string> lengths = Enumerable.Range(0, array.Rank).Select(axis => Number(array.GetLength(axis)));
        return $"{array.GetType().GetElementType()!.Name}[{string.Join(",", lengths)}]";
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
