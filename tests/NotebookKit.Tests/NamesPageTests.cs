using System.Reflection;
using System.Text;
using NotebookKit.Layers;
using NotebookKit.Tests.Shared;

namespace NotebookKit.Tests;

/// <summary>The page notebooks/names.md against what the library really offers: nothing is missing there, and nothing is made up.</summary>
public class NamesPageTests
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Type[] s_types = typeof(Layer).Assembly.GetExportedTypes();

    private static IEnumerable<Type> Layers => Concrete(typeof(Layer)).Where(type => !typeof(Model).IsAssignableFrom(type));

    [Fact]
    public void Layers_and_their_arguments_are_all_on_the_page()
    {
        Same(Layers.Select(type => type.Name), "Layers");
        Same(Arguments(Layers), "Arguments of layers");
    }

    [Fact]
    public void Choices_are_all_on_the_page() => Same(
        new[] { typeof(MergeMode), typeof(Padding), typeof(ScoreMode), typeof(MonitorMode) }
            .SelectMany(type => Enum.GetNames(type).Select(name => $"{type.Name}.{name}")),
        "Choices");

    [Fact]
    public void Activations_losses_and_metrics_are_all_on_the_page()
    {
        Same(Members(typeof(Activations)).Append(nameof(ActivationFunction)), "Activations");
        IEnumerable<Type> losses = Concrete(typeof(Loss));
        Assert.All(losses, type => Assert.Equal(["fromLogits"], Arguments([type])));
        Same(Members(typeof(Losses)).Concat(losses.Select(type => $"new {type.Name}(fromLogits:)")).Append("Loss.Of"), "Losses");
        Assert.NotNull(typeof(Loss).GetMethod("Of"));
        Same(Members(typeof(Metrics)), "Metrics");
    }

    [Fact]
    public void Optimizers_schedules_and_initializers_are_on_the_page_with_their_arguments()
    {
        Type[] optimizers = [.. Concrete(typeof(Optimizer))], initializers = [.. Concrete(typeof(Initializer))];
        Same(optimizers.Select(type => type.Name).Concat(Arguments(optimizers)), "Optimizers");
        Same(Concrete(typeof(LearningRateSchedule)).Select(type => type.Name), "Learning-rate schedules");
        Same(initializers.Select(type => type.Name).Concat(Arguments(initializers)), "Initializers");
    }

    [Fact]
    public void Callbacks_are_all_on_the_page() =>
        Same(Concrete(typeof(Callback)).Select(type => type.Name).Append(nameof(Callback)), "Callbacks");

    [Fact]
    public void Models_and_the_arguments_of_training_are_all_on_the_page()
    {
        // Of layers, what a reader of Keras looks for; of models, all.
        string[] members = [.. NamesPage.Names("Models").Where(name => name.Contains('.'))];
        Assert.All(members, name =>
        {
            string[] parts = name.Split('.');
            Type type = Assert.Single(s_types, type => type.Name == parts[0]);
            Assert.NotEmpty(type.GetMember(parts[1], Own));
        });
        Same(["Sequential", "Model"], NamesPage.Names("Models").Where(name => !name.Contains('.')), "Models");
        IEnumerable<string> missing = typeof(Model).GetMembers(Own)
            .Where(member => member is PropertyInfo or MethodInfo { IsSpecialName: false } && !IsOverride(member))
            .Select(member => $"Model.{member.Name}").Distinct().Except(members);
        Assert.Empty(missing);
        string[] calls = ["Compile", "Fit", "Evaluate", "Predict", "TrainOnBatch"];
        Same(
            typeof(Model).GetMethods(Own).Where(method => calls.Contains(method.Name)).SelectMany(method => method.GetParameters())
                .Select(parameter => parameter.Name!),
            "Arguments of training");
    }

    [Fact]
    public void An_argument_that_has_another_name_in_Keras_says_so()
    {
        // Where the page gives one name, it is the same name in snake case, or one of Keras's own spellings.
        string[] ownSpellings = ["beta_1", "beta_2", "clipnorm", "clipvalue", "global_clipnorm", "keepdims"];
        foreach (NamesPage.Row row in NamesPage.Rows.Where(row => row.Section == "Arguments of layers"))
        {
            string keras = row.Keras;
            bool isOneName = keras.StartsWith('`') && keras.EndsWith('`') && keras.Count(c => c == '`') == 2;
            if (isOneName && !ownSpellings.Contains(keras.Trim('`')))
            {
                Assert.Equal(Snake(row.CSharp), keras.Trim('`'));
            }
        }
    }

    [Fact]
    public void Every_name_stands_there_once_in_its_section() =>
        Assert.Empty(NamesPage.Rows.GroupBy(row => (row.Section, row.CSharp)).Where(group => group.Count() > 1).Select(group => group.Key));

    private static void Same(IEnumerable<string> expected, string section) => Same(expected, NamesPage.Names(section), section);

    private static void Same(IEnumerable<string> expected, IEnumerable<string> page, string section)
    {
        string[] offered = [.. expected.Distinct()], written = [.. page];
        Assert.NotEmpty(offered);
        Assert.True(
            !offered.Except(written).Any() && !written.Except(offered).Any(),
            $"names.md, {section}: missing are {string.Join(", ", offered.Except(written))}; not in the library are "
                + $"{string.Join(", ", written.Except(offered))}.");
    }

    private static IEnumerable<Type> Concrete(Type kind) => s_types.Where(type => !type.IsAbstract && kind.IsAssignableFrom(type));

    private static IEnumerable<string> Arguments(IEnumerable<Type> types) =>
        types.SelectMany(type => type.GetConstructors()).SelectMany(made => made.GetParameters())
            .Select(parameter => parameter.Name!).Distinct();

    private static IEnumerable<string> Members(Type type) => type.GetMembers(Own)
        .Where(member => member is not MethodBase { IsSpecialName: true }).Select(member => $"{type.Name}.{member.Name}");

    private static bool IsOverride(MemberInfo member) =>
        (member as MethodInfo ?? ((PropertyInfo)member).GetMethod!) is var method && method.GetBaseDefinition() != method;

    private static string Snake(string name)
    {
        var snake = new StringBuilder();
        foreach (char c in name)
            snake.Append(char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : c.ToString());
        return snake.ToString();
    }
}
