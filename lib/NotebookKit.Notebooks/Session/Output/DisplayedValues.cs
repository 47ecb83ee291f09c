using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive.Formatting;

namespace NotebookKit.Notebooks.Session;

/// <summary>Values shown by <c>display</c>, and what replaces them.</summary>
/// <remarks>
/// In the package's last state <c>display(x)</c> announces one handle and returns another, so that an update arrives under
/// an id that nobody knows. Both share the list of what was formatted, and an update names its MIME types by the very
/// strings in that list. Those strings are put in place here, one instance for each value shown, and tell it by themselves.
/// </remarks>
internal static class DisplayedValues
{
    private const long KeptCharacters = 1 << 20;

    private static readonly ConditionalWeakTable<string, Origin> s_origins = [];

    /// <summary>What this thread passed on last: the package tells of one value twice, here and through its context.</summary>
    [ThreadStatic]
    private static object? t_last;

    static DisplayedValues() => Formatter.SubscribeToDisplayedValues(shown =>
    {
        // Threads that outlive their cell show as well, when no context takes their values any more.
        if (CellHost.Current is { } host)
        {
            Show(host, shown.Value, shown.FormattedValues, shown.DisplayId, shown.IsUpdated);
        }
    });

    /// <summary>From here on values that code displays reach the session it runs in.</summary>
    public static void Listen() => RuntimeHelpers.RunClassConstructor(typeof(DisplayedValues).TypeHandle);

    /// <summary>Shows a value as an output of a session's running cell, once.</summary>
    public static void Show(CellHost host, object? value, IReadOnlyCollection<FormattedValue> formatted, string? id, bool isUpdate)
    {
        if (ReferenceEquals(t_last, formatted))
        {
            return;
        }
        t_last = formatted;
        Origin? origin = formatted.Select(part => s_origins.TryGetValue(part.MimeType, out Origin? known) ? known : null)
            .FirstOrDefault(known => known is not null);
        if (isUpdate)
        {
            IReadOnlyCollection<FormattedValue> parts = origin is { WasChosen: false } && value is not null
                ? Chosen(value, formatted)
                : formatted;
            host.Show(MimeBundles.Of(parts, origin?.WasChosen == false, value), origin?.Id ?? id, isUpdate: true);
            Release(host, formatted);
            return;
        }

        IReadOnlyCollection<string> preferred = value is null ? [] : Formatter.GetPreferredMimeTypesFor(value.GetType());
        bool asPreferred = formatted.Select(part => part.MimeType).SequenceEqual(preferred);
        origin = new Origin(id ?? host.NewDisplayId(), WasChosen: !asPreferred);
        Mark(formatted, origin);
        host.Show(MimeBundles.Of(formatted, asPreferred, value), origin.Id, isUpdate: false);
    }

    /// <summary>A value of another kind than the first is shown as its own kind, unless the reader named MIME types.</summary>
    private static IReadOnlyCollection<FormattedValue> Chosen(object value, IReadOnlyCollection<FormattedValue> formatted)
    {
        string[] preferred = Formatter.GetPreferredMimeTypesFor(value.GetType()).ToArray();
        return formatted.Select(part => part.MimeType).SequenceEqual(preferred)
            ? formatted
            : FormattedValue.CreateManyFromObject(value, preferred);
    }

    /// <summary>
    /// The package keeps every event of a command until its end: of a cell that shows its progress for hours, all that it
    /// ever showed. What front ends have is let go beyond a measure.
    /// </summary>
    private static void Release(CellHost host, IReadOnlyCollection<FormattedValue> formatted)
    {
        if (host.Cell is not { } cell || formatted is not FormattedValue[] parts
            || Interlocked.Add(ref cell.UpdatedCharacters, parts.Sum(part => (long)(part.Value?.Length ?? 0))) < KeptCharacters)
        {
            return;
        }
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = new FormattedValue(parts[i].MimeType, "");
        }
    }

    private static void Mark(IReadOnlyCollection<FormattedValue> formatted, Origin origin)
    {
        if (formatted is not FormattedValue[] parts)
        {
            return;
        }
        for (int i = 0; i < parts.Length; i++)
        {
            string mime = new string(parts[i].MimeType.AsSpan());
            s_origins.Add(mime, origin);
            parts[i] = new FormattedValue(mime, parts[i].Value) { SuppressDisplay = parts[i].SuppressDisplay };
        }
    }

    /// <summary>Where an update belongs.</summary>
    /// <param name="Id">What the front end knows the output by.</param>
    /// <param name="WasChosen">Whether the reader named the MIME types.</param>
    private sealed record Origin(string Id, bool WasChosen);
}
