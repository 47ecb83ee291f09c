using System.Reflection;
using System.Xml.Linq;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tests.Architecture;

/// <summary>From which classes a user may derive, as Keras's users do, and from which not: no class is half open.</summary>
public class DerivationTests
{
    /// <summary>Those meant for it; each has a test that derives one.</summary>
    private static readonly Type[] s_open =
    [
        typeof(Layer), typeof(NotebookKit.Layers.RecurrentCell), typeof(Initializer), typeof(Optimizer), typeof(LearningRateSchedule),
        typeof(Loss), typeof(Metric), typeof(Callback), typeof(TrainingEngine),
    ];

    private static IEnumerable<Type> Abstract => typeof(Tensor).Assembly.GetExportedTypes()
        .Where(t => t is { IsAbstract: true, IsSealed: false, IsInterface: false });

    [Fact]
    public void The_classes_with_an_open_constructor_are_those_meant_to_be_derived_from() =>
        Assert.Equal(s_open.Select(t => t.Name).Order(), Abstract.Where(HasOpenConstructor).Select(t => t.Name).Order());

    [Fact]
    public void What_a_derived_class_must_say_it_can_say_from_another_assembly()
    {
        IEnumerable<string> hidden = s_open
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(method => method.IsAbstract && !IsOpen(method)).Select(method => $"{method.DeclaringType!.Name}.{method.Name}");
        Assert.Empty(hidden);
    }

    [Fact]
    public void A_class_that_is_meant_for_it_says_how_and_shows_one()
    {
        var documentation = XmlDocumentation.Of(typeof(Tensor).Assembly);
        foreach (Type type in s_open)
        {
            XElement entry = documentation.Type(type)!;
            string text = string.Join(' ', entry.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            Assert.True(text.Contains("Derive from this class"), $"{type.Name} does not say what to derive from it for.");
            bool shown = entry.Element("example") is not null || documentation.Members(type).Any(m => m.Element("example") is not null);
            Assert.True(shown, $"{type.Name} shows no class derived from it.");
        }
    }

    [Fact]
    public void A_class_that_only_this_library_derives_from_says_so()
    {
        var documentation = XmlDocumentation.Of(typeof(Tensor).Assembly);
        IEnumerable<string> silent = Abstract.Where(t => !HasOpenConstructor(t))
            .Where(t => !documentation.Type(t)!.ToString().Contains("Only this library derives from it")).Select(t => t.Name);
        Assert.Empty(silent);
    }

    private static bool HasOpenConstructor(Type type) =>
        type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Any(IsOpen);

    private static bool IsOpen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;
}
