namespace Microsoft.DotNet.Interactive;

/// <summary>
/// The part of .NET Interactive's public surface that live training uses there, under its names. The package itself is on no
/// feed that the tests can count on.
/// </summary>
public sealed class KernelInvocationContext
{
    public static KernelInvocationContext? Current { get; set; }

    public List<object> Shown { get; } = [];
}

public static class KernelInvocationContextExtensions
{
    public static DisplayedValue Display(this KernelInvocationContext context, object value, params string[] mimeTypes)
    {
        context.Shown.Add(value);
        return new DisplayedValue(context);
    }
}

public sealed class DisplayedValue(KernelInvocationContext context)
{
    public void Update(object updatedValue) => context.Shown[^1] = updatedValue;
}
