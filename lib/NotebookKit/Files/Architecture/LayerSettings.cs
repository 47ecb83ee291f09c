using System.Reflection;

namespace NotebookKit;

/// <summary>
/// The constructor parameters of the library's layers, initializers, optimizers and schedules, each beside the property that
/// shows it: what a file says of them. Every parameter of a public constructor has a property of the same name; the few
/// exceptions are listed.
/// </summary>
internal static class LayerSettings
{
    private static readonly Dictionary<(Type Owner, string Parameter), string> s_otherNames = new()
    {
        [(typeof(Layers.Activation), "activation")] = nameof(Layers.Activation.Function),
        [(typeof(Layers.Bidirectional), "layer")] = nameof(Layers.Bidirectional.ForwardLayer),
        [(typeof(SGD), "learningRate")] = nameof(Optimizer.Schedule),
        [(typeof(RMSprop), "learningRate")] = nameof(Optimizer.Schedule),
        [(typeof(Adam), "learningRate")] = nameof(Optimizer.Schedule),
        [(typeof(AdamW), "learningRate")] = nameof(Optimizer.Schedule),
    };

    /// <summary>The library's layers by class name, apart from Input and the models, which a file describes in their own way.</summary>
    public static Dictionary<string, Type> LayerClasses { get; } = Concrete(typeof(Layer))
        .Where(t => t != typeof(Layers.Input) && !t.IsAssignableTo(typeof(Model))).ToDictionary(t => t.Name);

    /// <summary>The library's initializers by class name.</summary>
    public static Dictionary<string, Type> InitializerClasses { get; } = Concrete(typeof(Initializer)).ToDictionary(t => t.Name);

    /// <summary>The library's optimizers by class name.</summary>
    public static Dictionary<string, Type> OptimizerClasses { get; } = Concrete(typeof(Optimizer)).ToDictionary(t => t.Name);

    /// <summary>The library's learning rate schedules by class name.</summary>
    public static Dictionary<string, Type> ScheduleClasses { get; } = Concrete(typeof(LearningRateSchedule)).ToDictionary(t => t.Name);

    /// <summary>
    /// The constructor that takes every setting: the public one with the most parameters, all of them shown if there is such a one.
    /// </summary>
    public static ConstructorInfo Constructor(Type type) => type.GetConstructors()
        .OrderByDescending(c => c.GetParameters().All(p => Property(type, p) is not null)).ThenByDescending(c => c.GetParameters().Length)
        .ThenByDescending(c => c.GetParameters().Count(p => Property(type, p)?.PropertyType == p.ParameterType)).FirstOrDefault()
        ?? throw new InvalidOperationException($"{type.Name} has no public constructor.");

    /// <summary>The property that shows a constructor parameter; null where there is none.</summary>
    public static PropertyInfo? Property(Type type, ParameterInfo parameter) => type.GetProperty(
        s_otherNames.GetValueOrDefault((type, parameter.Name!), parameter.Name!),
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);

    private static IEnumerable<Type> Concrete(Type of) =>
        of.Assembly.GetTypes().Where(t => t is { IsPublic: true, IsAbstract: false } && t.IsAssignableTo(of));
}
