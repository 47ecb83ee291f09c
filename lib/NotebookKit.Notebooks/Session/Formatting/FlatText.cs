using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Microsoft.DotNet.Interactive.Formatting;

namespace NotebookKit.Notebooks.Session;

/// <summary>Values in one line where they stand too deep to be followed: sequences in brackets, objects as they print themselves.</summary>
internal static class FlatText
{
    /// <summary>Stands for what is not shown.</summary>
    public const string LeftOut = "…";

    private const int MaximumDepth = 4;
    private const int MaximumParts = 500;
    private const int MaximumFrames = 1000;
    private const int MaximumNesting = 20;
    private const int MaximumShort = 300;

    /// <summary>The types whose values were found to print themselves without end while one value was shown.</summary>
    [ThreadStatic]
    private static HashSet<Type>? t_endless;

    private static readonly ConcurrentDictionary<Type, bool> s_bounded = new();
    private static readonly MethodInfo s_bound =
        typeof(FlatText).GetMethod(nameof(BoundDefault), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>Another value is shown from here on.</summary>
    public static void Begin() => t_endless = null;

    /// <summary>A value in at most one line, for the head of what can be folded.</summary>
    public static string Short(object value)
    {
        string text = IsDeep(value) ? Of(value) : Printed(value);
        text = text.Trim().Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return text.Length <= MaximumShort ? text : text[..MaximumShort] + "...";
    }

    /// <summary>Whether a value has no parts.</summary>
    public static bool IsSimple(object value) => value is Type || IsSimple(value.GetType());

    /// <summary>Whether the values of a type have no parts.</summary>
    public static bool IsSimple(Type type) =>
        type == typeof(string) || type == typeof(Type) || type.IsPrimitive || type.IsEnum
        || typeof(IFormattable).IsAssignableFrom(type) && !type.IsInterface && type.Assembly == typeof(object).Assembly;

    /// <summary>
    /// Whether a value must not print itself: what has <see cref="PrintedParts"/>, and exceptions, print all that is inside of
    /// them, and again at each level.
    /// </summary>
    public static bool IsDeep(object value)
    {
        int seen = 0;
        return value switch
        {
            Exception error => IsLongChain(error),
            XNode => false,
            _ => HasMoreParts(value, 0, ref seen),
        };
    }

    private static bool HasMoreParts(object? value, int depth, ref int seen)
    {
        if (value is null || PrintedParts.ThatMayNest(value) is not { } parts)
        {
            return false;
        }
        if (depth > MaximumNesting || ++seen > MaximumParts)
        {
            return true;
        }
        foreach (object? part in parts)
        {
            if (HasMoreParts(part, depth + 1, ref seen))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether a sequence may have parts in parts, without looking at them.</summary>
    public static bool MayNest(IEnumerable value)
    {
        Type? items = value.GetType().GetInterfaces()
            .FirstOrDefault(known => known.IsGenericType && known.GetGenericTypeDefinition() == typeof(IEnumerable<>));
        return items?.GenericTypeArguments[0] is not ({ IsPrimitive: true } or { FullName: "System.String" or "System.Decimal" });
    }

    /// <summary>
    /// Whether an exception has so many causes that it must not print itself, since each prints all that are inside of it, or
    /// comes from so deep a recursion that its trace has megabytes.
    /// </summary>
    private static bool IsLongChain(Exception error) =>
        new StackTrace(error, fNeedFileInfo: false).FrameCount > MaximumFrames || NestedErrors.AreTooManyToPrint(error);

    /// <summary>A value's text.</summary>
    public static string Of(object? value)
    {
        var writer = new StringWriter(CultureInfo.InvariantCulture);
        int parts = 0;
        Write(value, writer, depth: 0, ref parts);
        return writer.ToString();
    }

    /// <summary>What stands in place of a value that fails to show itself.</summary>
    public static string Threw(object value, Exception error)
    {
        while (error is TargetInvocationException && error.InnerException is { } inner)
        {
            error = inner;
        }
        return $"(showing this {value.GetType().Name} threw {error.GetType().Name}: {Message(error)})";
    }

    /// <summary>Where objects nest too deep to be followed, the package has a formatter of its own for each type, which still
    /// follows sequences.</summary>
    public static void Bound(Type type)
    {
        if (s_bounded.TryAdd(type, true) && (typeof(IEnumerable).IsAssignableFrom(type) || typeof(ITuple).IsAssignableFrom(type)))
        {
            s_bound.MakeGenericMethod(type).Invoke(null, null);
        }
    }

    private static void BoundDefault<T>() => PlainTextFormatter<T>.Default = new PlainTextFormatter<T>((value, context) =>
    {
        context.Writer.Write(Of(value));
        return true;
    });

    private static void Write(object? value, StringWriter writer, int depth, ref int parts)
    {
        if (value is null)
        {
            writer.Write(Formatter.NullString);
        }
        else if (writer.GetStringBuilder().Length > FormattingGuard.MaximumCharacters)
        {
            writer.Write(LeftOut);
        }
        else if (IsSimple(value) || value is not (IEnumerable or ITuple) && !PrintedParts.IsPair(value) && !IsDeep(value))
        {
            writer.Write(Printed(value));
        }
        else if (value is Exception error)
        {
            writer.Write($"{error.GetType()}: {Message(error)}{(error.InnerException is null ? "" : " (and its causes)")}");
        }
        else if (depth >= MaximumDepth || ++parts > MaximumParts || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            writer.Write(LeftOut);
        }
        else if (value is ITuple tuple)
        {
            Tuple(tuple, writer, depth, ref parts);
        }
        else if (value is IEnumerable sequence)
        {
            Sequence(sequence, writer, depth, ref parts);
        }
        else if (PrintedParts.IsPair(value))
        {
            Pair(value, writer, depth, ref parts);
        }
        else
        {
            Members(value, writer, depth, ref parts);
        }
    }

    private static void Sequence(IEnumerable sequence, StringWriter writer, int depth, ref int parts)
    {
        int limit = Formatter.ListExpansionLimit;
        writer.Write("[ ");
        int shown = 0;
        foreach (object item in sequence)
        {
            if (shown == limit)
            {
                writer.Write(sequence is ICollection all ? string.Create(CultureInfo.InvariantCulture, $" ... ({all.Count - limit} more)")
                    : " ... (more)");
                break;
            }

            if (shown++ > 0)
            {
                writer.Write(", ");
            }
            Write(item, writer, depth + 1, ref parts);
        }

        writer.Write(" ]");
    }

    private static void Tuple(ITuple tuple, StringWriter writer, int depth, ref int parts)
    {
        writer.Write('(');
        for (int i = 0; i < tuple.Length; i++)
        {
            if (i > 0)
            {
                writer.Write(", ");
            }
            Write(tuple[i], writer, depth + 1, ref parts);
        }

        writer.Write(')');
    }

    private static void Pair(object pair, StringWriter writer, int depth, ref int parts)
    {
        writer.Write('[');
        Write(PrintedParts.Part(pair, "Key"), writer, depth + 1, ref parts);
        writer.Write(", ");
        Write(PrintedParts.Part(pair, "Value"), writer, depth + 1, ref parts);
        writer.Write(']');
    }

    private static void Members(object value, StringWriter writer, int depth, ref int parts)
    {
        string name = PrintedParts.IsAnonymous(value.GetType()) ? "" : value.GetType().Name.Split('`')[0] + " ";
        string separator = name + "{ ";
        foreach ((string member, object? part, Exception? error) in PrintedParts.Members(value))
        {
            writer.Write(separator + member + " = ");
            if (error is not null)
            {
                writer.Write(Threw(value, error));
            }
            else
            {
                Write(part, writer, depth + 1, ref parts);
            }
            separator = ", ";
        }

        writer.Write(" }");
    }

    /// <summary>A value as it prints itself, or what it throws then.</summary>
    private static string Printed(object value)
    {
        const string endless = "(this {0} prints itself without end)";
        if (t_endless?.Contains(value.GetType()) == true)
        {
            return string.Format(CultureInfo.InvariantCulture, endless, value.GetType().Name);
        }
        try
        {
            return value is XNode xml ? XmlText.Of(xml) : value.ToString() ?? "";
        }
        catch (InsufficientExecutionStackException)
        {
            // It takes a while to get there, and the others of a cycle would as well.
            (t_endless ??= []).Add(value.GetType());
            return string.Format(CultureInfo.InvariantCulture, endless, value.GetType().Name);
        }
        catch (Exception error) when (error is not (OperationCanceledException or ThreadInterruptedException))
        {
            return Threw(value, error);
        }
    }

    private static string Message(Exception error)
    {
        if (NestedErrors.AreTooManyForMessage(error))
        {
            return "errors that hold errors that hold errors, too deep for one message";
        }

        try
        {
            return error.Message;
        }
        catch (Exception failing) when (failing is not (OperationCanceledException or ThreadInterruptedException))
        {
            return $"(reading its message threw {failing.GetType().Name})";
        }
    }
}
