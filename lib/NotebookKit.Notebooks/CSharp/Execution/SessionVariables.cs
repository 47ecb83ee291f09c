using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>The variables that cells defined, with their values now.</summary>
internal sealed class SessionVariables(SubmissionChain chain)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (object Owner, FieldInfo Field)> _fields = new(StringComparer.Ordinal);

    /// <summary>The variables in the order of their names; one that was defined anew counts once, as the newest.</summary>
    public IReadOnlyList<Variable> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _fields.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                    .Select(pair => new Variable(pair.Key, pair.Value.Field.FieldType, pair.Value.Field.GetValue(pair.Value.Owner)))];
            }
        }
    }

    /// <summary>The variable of that name.</summary>
    public bool TryGet(string name, out Variable variable)
    {
        lock (_gate)
        {
            bool found = _fields.TryGetValue(name, out (object Owner, FieldInfo Field) place);
            variable = found ? new Variable(name, place.Field.FieldType, place.Field.GetValue(place.Owner)) : default;
            return found;
        }
    }

    /// <summary>Gives the variable of that name a value.</summary>
    public void Set(string name, object? value)
    {
        lock (_gate)
        {
            if (_fields.TryGetValue(name, out (object Owner, FieldInfo Field) place))
            {
                place.Field.SetValue(place.Owner, value);
            }
        }
    }

    /// <summary>Takes in what a linked cell defined.</summary>
    public void Add(CSharpCompilation compilation, object?[] state)
    {
        if (Owner(compilation, state) is not { } owner)
        {
            return;
        }
        lock (_gate)
        {
            foreach (FieldInfo field in Declared(compilation, owner))
            {
                _fields[field.Name] = (owner, field);
            }
        }
    }

    /// <summary>Whether a cell's code was entered at all.</summary>
    public static bool Began(CSharpCompilation compilation, object?[] state) => Owner(compilation, state) is not null;

    /// <summary>Whether a cell that did not finish declares, without a value, a name that an earlier cell gave a value.</summary>
    public bool WouldHide(CSharpCompilation compilation, object?[] state)
    {
        if (chain.Head is null || Owner(compilation, state) is not { } owner)
        {
            return false;
        }
        lock (_gate)
        {
            return Declared(compilation, owner)
                .Any(field => _fields.ContainsKey(field.Name) && IsDefault(field.GetValue(owner), field.FieldType));
        }
    }

    private static bool IsDefault(object? value, Type type) =>
        value is null || (type.IsValueType && value.Equals(Activator.CreateInstance(type)));

    private static object? Owner(CSharpCompilation compilation, object?[] state) =>
        state.LastOrDefault(instance => instance?.GetType().Assembly.GetName().Name == compilation.AssemblyName);

    private static IEnumerable<FieldInfo> Declared(CSharpCompilation compilation, object owner) =>
        compilation.ScriptClass!.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsImplicitlyDeclared && !field.IsConst)
            .Select(field => owner.GetType()
                .GetField(field.Name, BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .OfType<FieldInfo>();
}

/// <summary>A variable of the session.</summary>
internal readonly record struct Variable(string Name, Type Type, object? Value);
