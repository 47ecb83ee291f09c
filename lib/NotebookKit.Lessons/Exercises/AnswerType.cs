using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace NotebookKit.Lessons;

/// <summary>What kinds of answers there are: their names in a sentence, and which of them stand for one another.</summary>
internal static class AnswerType
{
    /// <summary>The answer as a <typeparamref name="T"/>: itself, a number of another kind, or the one tensor that a layer gave.</summary>
    public static bool TryConvert<T>(object? answer, [NotNullWhen(true)] out T? value)
    {
        bool fits = TryConvert(answer, typeof(T), out object? converted);
        value = fits ? (T)converted! : default;
        return fits;
    }

    /// <summary>As <see cref="TryConvert{T}"/>, for a type known only when it runs.</summary>
    public static bool TryConvert(object? answer, Type type, [NotNullWhen(true)] out object? value)
    {
        value = answer switch
        {
            null => null,
            _ when type.IsInstanceOfType(answer) => answer,
            Outputs { Count: 1 } outputs when type == typeof(Tensor) => outputs[0],
            IConvertible number when IsNumber(answer.GetType()) && IsNumber(type) => Number(number, type),
            _ => null,
        };
        return value is not null;
    }

    /// <summary>A type in a sentence: <c>a whole number</c>, <c>a Shape</c>.</summary>
    public static string Name(Type type) =>
        type == typeof(string) ? "a text"
        : type == typeof(bool) ? "true or false"
        : IsWhole(type) ? "a whole number"
        : IsNumber(type) ? "a number"
        : type.IsArray ? "an array"
        : typeof(Delegate).IsAssignableFrom(type) ? "a function"
        : type.FullName?.StartsWith("System.ValueTuple`2", StringComparison.Ordinal) == true ? "a pair (…, …)"
        : type.Name is [var first, ..] name && "AEIOU".Contains(first, StringComparison.Ordinal) ? $"an {name.Split('`')[0]}"
        : $"a {type.Name.Split('`')[0]}";

    private static bool IsWhole(Type type) => type == typeof(int) || type == typeof(long) || type == typeof(short) || type == typeof(byte);

    private static bool IsNumber(Type type) => IsWhole(type) || type == typeof(float) || type == typeof(double) || type == typeof(decimal);

    // 80.0 stands for 80, and 80.5 for no whole number; one that is too large for the type stands for none either.
    private static object? Number(IConvertible number, Type type)
    {
        try
        {
            double exact = number.ToDouble(CultureInfo.InvariantCulture);
            return IsWhole(type) && exact != Math.Truncate(exact) ? null : number.ToType(type, CultureInfo.InvariantCulture);
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
