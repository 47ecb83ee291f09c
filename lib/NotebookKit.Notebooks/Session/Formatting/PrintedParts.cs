using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml.Linq;

namespace NotebookKit.Notebooks.Session;

/// <summary>
/// What a value prints when it prints itself: the elements of tuples and pairs, the members of anonymous types and of records as
/// the compiler prints them, and the nodes of XML. Each of these may print such values again, so that the text has no bound.
/// </summary>
internal static class PrintedParts
{
    /// <summary>Keeps no type of a cell alive. Of a type that prints itself in another way, nothing.</summary>
    private static readonly ConditionalWeakTable<Type, Member[]> s_members = [];
    private static readonly Member[] s_none = [];

    /// <summary>Whether a value prints its members by code that the compiler wrote.</summary>
    public static bool HasMembers(object value) => Members(value.GetType()) != s_none;

    /// <summary>Those members, as <see cref="object.ToString"/> names and orders them, or why one cannot be read.</summary>
    public static IEnumerable<(string Name, object? Value, Exception? Error)> Members(object value)
    {
        foreach (Member member in Members(value.GetType()))
        {
            (object? part, Exception? error) = member.Read(value);
            yield return (member.Name, part, error);
        }
    }

    /// <summary>The parts that may have parts in turn; null when a value prints none.</summary>
    public static IEnumerable<object?>? ThatMayNest(object value) => value switch
    {
        ITuple tuple => Enumerable.Range(0, tuple.Length).Select(i => tuple[i]),
        XContainer xml => xml.Nodes(),
        _ when IsPair(value) => [Part(value, "Key"), Part(value, "Value")],
        _ when HasMembers(value) => Members(value.GetType()).Where(member => member.MayNest).Select(member => member.Read(value).Value),
        _ => null,
    };

    public static bool IsPair(object value) =>
        value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>);

    /// <summary>The key or the value of a pair.</summary>
    public static object? Part(object pair, string name) => pair.GetType().GetProperty(name)!.GetValue(pair);

    private static Member[] Members(Type type) => s_members.GetValue(type, Find);

    private static Member[] Find(Type type)
    {
        if (IsAnonymous(type))
        {
            return [.. type.GetProperties().Select(property => new Member(property))];
        }
        const BindingFlags own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        if (!IsWritten(type.GetMethod(nameof(ToString), own, Type.EmptyTypes)))
        {
            return s_none;
        }
        var found = new List<Member>();
        for (Type? level = type; level is not null && level != typeof(object) && level != typeof(ValueType); level = level.BaseType)
        {
            if (!IsWritten(level.GetMethod("PrintMembers", own, [typeof(StringBuilder)])))
            {
                return s_none;
            }
            const BindingFlags printed = BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly;
            found.InsertRange(0,
            [
                .. level.GetFields(printed).Select(field => new Member(field)),
                .. level.GetProperties(printed).Where(IsPrinted).Select(property => new Member(property)),
            ]);
        }
        return [.. found];
    }

    private static bool IsWritten(MethodInfo? method) => method?.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) == true;

    private static bool IsPrinted(PropertyInfo property) =>
        property.GetMethod is { IsPublic: true } get && property.GetIndexParameters().Length == 0 && get.GetBaseDefinition() == get;

    public static bool IsAnonymous(Type type) =>
        type.Name.StartsWith("<>f__AnonymousType", StringComparison.Ordinal)
        && type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    private sealed class Member(MemberInfo member)
    {
        public string Name => member.Name;

        public bool MayNest { get; } =
            !FlatText.IsSimple(member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType);

        public (object? Value, Exception? Error) Read(object value)
        {
            try
            {
                return (member is FieldInfo field ? field.GetValue(value) : ((PropertyInfo)member).GetValue(value), null);
            }
            catch (Exception error) when ((error.InnerException ?? error) is not (OperationCanceledException or ThreadInterruptedException))
            {
                return (null, error);
            }
        }
    }
}
