using Microsoft.DotNet.Interactive.Formatting;
using NotebookKit.Display.Drawing;
using NotebookKit.Display.Tables;
using NotebookKit.Layers;

namespace NotebookKit.Display;

/// <summary>Tells a notebook how the kit's values look.</summary>
/// <remarks>
/// NotebookKit knows nothing of notebooks, so what it computes cannot say by itself how it is shown: a notebook's bootstrap
/// calls <see cref="Register"/> once, and from then on Microsoft.DotNet.Interactive.Formatting uses the formatters named here,
/// in .NET Interactive as in the kit's own runtime.
/// </remarks>
public static class NotebookFormatters
{
    /// <summary>
    /// Registers the formatters of NotebookKit's and this library's types, and the MIME types that each shows at once.
    /// Calling it again changes nothing that shows.
    /// </summary>
    /// <example><code>NotebookKit.Display.NotebookFormatters.Register();</code></example>
    public static void Register()
    {
        HtmlFirst<Tensor>(TensorView.Html);
        HtmlFirst<Outputs>(TensorView.Html);
        HtmlFirst<SideBySide>(view => view.ToHtml());
        HtmlFirst<Model>(SummaryTable.Html, SummaryTable.Text);
        HtmlFirst<ModelSummary>(SummaryTable.Html);
        HtmlFirst<Logs>(LogsTable.Html);
        HtmlFirst<AnswerTable>(table => table.ToHtml());
        HtmlFirst<TraceStepper>(stepper => stepper.ToHtml());
        HtmlFirst<TrainingView>(view => view.ToHtml());

        SvgFirst<Picture>(picture => picture.ToSvg());
        SvgFirst<History>(HistoryPlots.SvgOf);
        SvgFirst<CellTrace>(trace => trace.Plot().ToSvg());
        SvgFirst<Chart>(chart => chart.ToSvg());
        Formatter.Register<Chart>((chart, writer) => writer.Write(chart.ToPlotlyJson()), MimeTypes.Plotly);
        Formatter.SetPreferredMimeTypesFor(typeof(Chart), MimeTypes.Plotly, MimeTypes.Svg, MimeTypes.Text);

        Guests.XPlotView.Register();

        // As Python prints a tuple, and not as the list that a notebook makes of an enumerable.
        Register<Shape>(MimeTypes.Html, shape => $"<code>{Markup.Escape(shape.ToString())}</code>");
        Register<Shape>(MimeTypes.Text, shape => shape.ToString());
        Formatter.SetPreferredMimeTypesFor(typeof(Shape), MimeTypes.Text);
    }

    /// <summary>Registers a type that shows as HTML, and as its text where there is only text.</summary>
    /// <typeparam name="T">The type, those derived from it included.</typeparam>
    /// <param name="html">Its HTML.</param>
    /// <param name="text">Its text; <c>ToString()</c> when not given.</param>
    /// <param name="beside">A further MIME type that it shows beside these, for programs, and its content.</param>
    public static void HtmlFirst<T>(
        Func<T, string> html, Func<T, string>? text = null, (string MimeType, Func<T, string> Content)? beside = null)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(html);
        Register(MimeTypes.Html, html);
        Register(MimeTypes.Text, text ?? (value => value.ToString() ?? ""));
        if (beside is var (further, content))
        {
            Register(further, content);
            Formatter.SetPreferredMimeTypesFor(typeof(T), MimeTypes.Html, further, MimeTypes.Text);
            return;
        }

        Formatter.SetPreferredMimeTypesFor(typeof(T), MimeTypes.Html, MimeTypes.Text);
    }

    /// <summary>Registers a type that shows as a picture; asked for HTML, it gives the picture inside of it.</summary>
    private static void SvgFirst<T>(Func<T, string> svg)
        where T : notnull
    {
        Register(MimeTypes.Svg, svg);
        Register<T>(MimeTypes.Html, value => $"<div>{svg(value)}</div>");
        Register<T>(MimeTypes.Text, value => value.ToString() ?? "");
        Formatter.SetPreferredMimeTypesFor(typeof(T), MimeTypes.Svg, MimeTypes.Text);
    }

    private static void Register<T>(string mimeType, Func<T, string> render) =>
        Formatter.Register<T>((value, writer) => writer.Write(render(value)), mimeType);
}
