namespace NotebookKit.Notebooks.CSharp;

/// <summary>A type as a declaration in a cell names it.</summary>
internal static class DeclaredType
{
    /// <summary>The type's full C# name; that of the nearest base type where cells cannot see the type.</summary>
    public static string Of(Type? type)
    {
        while (type is not null && !type.IsVisible)
        {
            type = type.BaseType;
        }
        return type is null || type == typeof(object) ? "object" : Name(type);
    }

    private static string Name(Type type)
    {
        if (type.IsArray)
        {
            return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }
        // Types of cells are nested in a class that no code can name.
        if (type.DeclaringType is { } outer && outer.Name.StartsWith("Submission#", StringComparison.Ordinal))
        {
            return Simple(type, type.GetGenericArguments());
        }
        Type[] arguments = type.GetGenericArguments();
        Type[] own = arguments.AsSpan(type.DeclaringType?.GetGenericArguments().Length ?? 0).ToArray();
        if (type.DeclaringType is { } declaring)
        {
            Type outside = declaring.IsGenericTypeDefinition ? declaring.MakeGenericType(arguments[..^own.Length]) : declaring;
            return $"{Name(outside)}.{Simple(type, own)}";
        }
        return $"global::{(type.Namespace is { } space ? space + "." : "")}{Simple(type, own)}";
    }

    private static string Simple(Type type, Type[] arguments)
    {
        string name = type.Name.Split('`')[0];
        return arguments.Length == 0 ? "@" + name : $"@{name}<{string.Join(", ", arguments.Select(Name))}>";
    }
}
