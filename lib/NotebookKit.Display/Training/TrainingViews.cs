using System.Reflection;

namespace NotebookKit.Display;

/// <summary>Lets <see cref="Model.Fit"/> show in a notebook how training comes along, in place of the console.</summary>
public static class TrainingViews
{
    private const string Interactive = "Microsoft.DotNet.Interactive";

    /// <summary>
    /// Shows training in notebook outputs from now on. A library cannot reach the notebook's own functions, so the notebook
    /// hands them over: <c>TrainingViews.UseNotebook(value => { var shown = display(value); return shown.Update; })</c>.
    /// </summary>
    /// <param name="display">Shows a value and returns what replaces it by another.</param>
    /// <remarks>
    /// In the last state of .NET Interactive, what <c>display</c> returns does not replace the output it made; there the
    /// invocation context's own display is used instead.
    /// </remarks>
    public static void UseNotebook(Func<object, Action<object>> display)
    {
        ArgumentNullException.ThrowIfNull(display);
        TrainingReporter.Current = _ => new NotebookReporter(value => InvocationContextDisplay(value) ?? display(value));
    }

    private static Action<object>? InvocationContextDisplay(object value)
    {
        Assembly? interactive = AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(a => a.GetName().Name == Interactive);
        return interactive is null ? null : DisplayThrough(interactive, value);
    }

    /// <summary>.NET Interactive's <c>KernelInvocationContext.Current.Display(value).Update</c>; null where no cell is running.</summary>
    internal static Action<object>? DisplayThrough(Assembly interactive, object value)
    {
        const string type = Interactive + ".KernelInvocationContext";
        object? context = interactive.GetType(type)?.GetProperty("Current", BindingFlags.Public | BindingFlags.Static)?.GetValue(null);
        MethodInfo? display = interactive.GetType(type + "Extensions")?.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .FirstOrDefault(m =>
                m.Name == "Display" && m.GetParameters() is [_, { ParameterType: var second }, { ParameterType: var third }]
                && second == typeof(object) && third == typeof(string[]));
        if (context is null || display?.Invoke(null, [context, value, Array.Empty<string>()]) is not object shown)
            return null;
        MethodInfo? update = shown.GetType().GetMethod("Update", [typeof(object)]);
        return update is null ? null : next => update.Invoke(shown, [next]);
    }
}
