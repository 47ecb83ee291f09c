using System.Reflection;
using System.Text.Json;

namespace NotebookKit.Keras.Configuration;

/// <summary>
/// How a layer's weights started, where this library has it. Weights come from the file, so that an initializer that is not
/// known changes nothing; it is left out.
/// </summary>
internal static class InitializerReader
{
    private static readonly Dictionary<string, Type> s_known = typeof(Initializer).Assembly.GetTypes()
        .Where(t => t is { IsPublic: true, IsAbstract: false } && t.IsAssignableTo(typeof(Initializer))).ToDictionary(t => t.Name);

    /// <summary>The initializer of a setting, or null.</summary>
    public static Initializer? Read(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object || value.Text("class_name") is not { } name)
        {
            return null;
        }
        name = name == "OrthogonalInitializer" ? "Orthogonal" : name;
        if (!s_known.TryGetValue(name, out Type? type) || value.Find("config") is not { ValueKind: JsonValueKind.Object } config)
        {
            return null;
        }
        ConstructorInfo constructor = type.GetConstructors().MaxBy(c => c.GetParameters().Length)!;
        try
        {
            return (Initializer)constructor.Invoke([.. constructor.GetParameters().Select(p => Argument(p, config))]);
        }
        catch (TargetInvocationException)
        {
            return null;
        }
    }

    private static object? Argument(ParameterInfo parameter, JsonElement config)
    {
        JsonElement? value = config.Find(KerasNames.SnakeCase(parameter.Name!));
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return value is not { ValueKind: JsonValueKind.Number } number ? Default(parameter, type)
            : type == typeof(int) && number.TryGetInt32(out int whole) ? whole
            : type == typeof(float) && number.TryGetSingle(out float real) ? real
            : Default(parameter, type);
    }

    private static object? Default(ParameterInfo parameter, Type type) =>
        parameter.HasDefaultValue ? parameter.DefaultValue : type.IsValueType ? Activator.CreateInstance(type) : null;
}
