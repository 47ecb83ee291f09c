using System.Collections;
using System.Dynamic;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.DotNet.Interactive.Formatting;
using NotebookKit.Notebooks.CSharp;

namespace NotebookKit.Notebooks.Session;

/// <summary>
/// Shows values as Microsoft.DotNet.Interactive.Formatting does, within bounds. The package follows objects to a depth, but
/// sequences in sequences until the stack ends, writes all of a wide graph, takes a matrix for a flat list, and XML for objects with
/// parents and neighbours.
/// </summary>
/// <remarks>
/// The guards stand among the package's own default formatters, in front of those for any object, so that whatever a reader
/// or a library registers goes before them.
/// </remarks>
internal sealed class FormattingGuard : ITypeFormatter
{
    /// <summary>How many objects and sequences are shown inside of one value before further ones are left out.</summary>
    public const int MaximumValues = 2000;

    /// <summary>How long a text becomes before further parts of the value are left out.</summary>
    public const int MaximumCharacters = 1_000_000;

    private const string Summary = "text/plain+summary";

    private static readonly Lock s_gate = new();

    /// <summary>The value that this thread shows, how many values stand around the one being written, and how many were written.</summary>
    [ThreadStatic]
    private static object? t_root;

    [ThreadStatic]
    private static int t_depth, t_count;

    private readonly ITypeFormatter _usual;

    private FormattingGuard(ITypeFormatter usual) => _usual = usual;

    /// <inheritdoc/>
    public string MimeType => _usual.MimeType;

    /// <inheritdoc/>
    public Type Type => _usual.Type;

    /// <summary>Puts the guards in place where they are not: at the start, and when a cell has reset the formatters.</summary>
    public static void Install()
    {
        lock (s_gate)
        {
            if (!Formatter.RegisteredFormatters().Any(known => known is FormattingGuard))
            {
                _ = Formatter.GetPreferredMimeTypesFor(typeof(Carrier));
            }
        }
    }

    /// <inheritdoc/>
    public bool Format(object instance, FormatContext context)
    {
        if (instance is null || FlatText.IsSimple(instance))
        {
            return _usual.Format(instance!, context);
        }
        CellInterrupt.Check();
        if (t_depth == 0)
        {
            (t_root, t_count) = (instance, 0);
            FlatText.Begin();
        }

        StringBuilder? written = (context.Writer as StringWriter)?.GetStringBuilder();
        if (++t_count > MaximumValues || written?.Length > MaximumCharacters)
        {
            context.Writer.Write(FlatText.LeftOut);
            return true;
        }

        int start = written?.Length ?? 0;
        t_depth++;
        try
        {
            return Show(instance, context);
        }
        catch (Exception error) when (!ReferenceEquals(instance, t_root) && written is not null && !IsInterrupt(error))
        {
            // One part that fails hides no other; what was asked for itself fails its cell.
            written.Length = start;
            Write(context, FlatText.Threw(instance, error));
            return true;
        }
        finally
        {
            if (--t_depth == 0)
            {
                t_root = null;
            }
        }
    }

    private bool Show(object instance, FormatContext context)
    {
        FlatText.Bound(instance.GetType());
        if (MimeType == Summary && instance is not IEnumerable)
        {
            context.Writer.Write(FlatText.Short(instance));
            return true;
        }
        if (MimeType != Summary && XmlText.Of(instance) is { } xml)
        {
            Write(context, xml);
            return true;
        }

        // Readers who raise the limit get what the stack has room for.
        bool isDeep = context.Depth >= Formatter.RecursionLimit || t_depth > 2L * Formatter.RecursionLimit + 1;
        if (isDeep || !RuntimeHelpers.TryEnsureSufficientExecutionStack()
            || (!PrintedParts.HasMembers(instance) && FlatText.IsDeep(instance))
            || (MimeType == Summary && instance is IEnumerable sequence && FlatText.MayNest(sequence)))
        {
            Write(context, FlatText.Of(instance));
            return true;
        }

        return instance is Array { Rank: > 1 } matrix && MimeType != Summary
            ? MatrixFormatter.Format(matrix, context, MimeType)
            : MimeType == PlainTextFormatter.MimeType && instance is ICollection && context.Writer is StringWriter writer
            ? Named(instance, context, writer.GetStringBuilder())
            : _usual.Format(instance, context);
    }

    /// <summary>A collection of the old kind, which the package calls after the iterator that it goes through it with.</summary>
    private bool Named(object instance, FormatContext context, StringBuilder written)
    {
        const string iterator = "CastICollectionIterator<Object>";
        int start = written.Length;
        bool isWritten = _usual.Format(instance, context);
        // Its name stands first, behind no more than what indents it.
        int head = Math.Min(written.Length - start, iterator.Length + 4 * t_depth);
        written.Replace(iterator, instance.GetType().Name.Split('`')[0], start, head);
        return isWritten;
    }

    private void Write(FormatContext context, string text)
    {
        if (MimeType == HtmlFormatter.MimeType)
        {
            HtmlFormatter.RequireDefaultStyles(context);
            text = $"<div class=\"dni-plaintext\"><pre>{WebUtility.HtmlEncode(text)}</pre></div>";
        }

        context.Writer.Write(text);
    }

    private static bool IsInterrupt(Exception error) =>
        error is OperationCanceledException or ThreadInterruptedException || error.InnerException is { } inner && IsInterrupt(inner);

    /// <summary>A type whose formatters the package takes up among its defaults when it is asked about the type.</summary>
    [TypeFormatterSource(typeof(Source), PreferredMimeTypes = [HtmlFormatter.MimeType])]
    private sealed class Carrier;

    private sealed class Source : ITypeFormatterSource
    {
        public IEnumerable<ITypeFormatter> CreateTypeFormatters()
        {
            var own = Formatter.RegisteredFormatters(includeDefaults: false).ToHashSet();
            var defaults = Formatter.RegisteredFormatters().Where(known => !own.Contains(known)).ToList();
            // Those of the package that go on to the parts of a value.
            (string Mime, Type[] Types)[] guarded =
            [
                (PlainTextFormatter.MimeType,
                    [typeof(object), typeof(Exception), typeof(ExpandoObject), typeof(KeyValuePair<string, object>)]),
                (HtmlFormatter.MimeType, [typeof(object), typeof(ExpandoObject)]),
                (Summary, [typeof(IEnumerable), typeof(object)]),
            ];
            return
            [
                .. guarded.SelectMany(kind => kind.Types, (kind, type) =>
                    defaults.Find(known => known.MimeType == kind.Mime && known.Type == type)).OfType<ITypeFormatter>()
                    .Select(usual => new FormattingGuard(usual)),
                .. defaults.Where(BoundedFormatter.Bounds).Select(usual => new BoundedFormatter(usual)),
            ];
        }
    }
}
