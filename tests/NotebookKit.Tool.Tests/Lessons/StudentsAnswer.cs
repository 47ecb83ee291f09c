using Microsoft.CodeAnalysis.CSharp.Syntax;
using NotebookKit.Notebooks.Documents;

namespace NotebookKit.Tool.Tests.Lessons;

/// <summary>What a student writes in the place of <c>null</c> in <c>answer1 = null;</c>.</summary>
/// <param name="Before">Statements before it.</param>
/// <param name="Value">The expression.</param>
internal sealed record StudentsAnswer(string Before, string Value)
{
    // A network of the right shapes is the wrong one in as many ways as there are exercises that ask for one.
    private static readonly Dictionary<string, StudentsAnswer> s_wrongNetworks = new()
    {
        ["04.3"] = new("", "new LSTM(1, returnState: true).Apply(data)"),
        ["05.2"] = new("", "new Sequential(new Input(3, 1), new LSTM(2))"),
        ["06.3"] = new(
            """
            var wrongInput = new Input(3, 1);
            var (_, wrongH, wrongC) = new LSTM(3, returnSequences: true, returnState: true).Apply(wrongInput);

            """,
            "new Model(wrongInput, [wrongH, wrongC])"),
        ["09.2"] = new(
            "",
            "new Sequential(new Input(9, 6), new LSTM(16), new RepeatVector(5), new LSTM(16, returnSequences: true), new Dense(10))"),
        ["10.3"] = new("", "new Sequential(new Input(5, 12), new LSTM(4), new Dense(1, \"sigmoid\"))"),
        ["11.3"] = new("", "DateModel(attention: true).Answers"),
        ["14.2"] = new("", "new Sequential(new Input(5, 12), new LSTM(128), new Dense(1, \"sigmoid\"))"),
        ["15.3"] = new("", "new Sequential(new Input(past, 1), new GRU(4), new Dense(1))"),
        ["16.3"] = new(
            "",
            "new Sequential(new Input(words.Length), new Embedding(letters, 4, maskZero: true), new GRU(4), new Dense(10, \"softmax\"))"),
    };

    /// <summary>The lesson's own solution.</summary>
    /// <param name="solution">The cell that holds it.</param>
    public static StudentsAnswer Right(NotebookCell solution)
    {
        var syntax = CellSyntax.Parse(solution.Source);
        return new(solution.Source[..syntax.LastStatement!.SpanStart], Checked(syntax)[1].ToString());
    }

    /// <summary>An answer as it might be, of the right form, with another content.</summary>
    /// <param name="type">The type of the variable.</param>
    /// <param name="solution">The cell that holds the solution.</param>
    public static StudentsAnswer WrongValue(string type, NotebookCell solution)
    {
        StudentsAnswer right = Right(solution);
        string exercise = ((LiteralExpressionSyntax)Checked(CellSyntax.Parse(solution.Source))[0].Expression).Token.ValueText;
        return type.TrimEnd('?') switch
        {
            "int" or "float" or "double" => new("", "-5"),
            "string" => new("", "\"?\""),
            "Shape" => new("", "new Shape(9, 9, 9)"),
            "bool[]" => right with { Value = $"({right.Value}).Select(value => !value).ToArray()" },
            "Tensor" => right with { Value = $"(Tensor)({right.Value}) + 1" },
            "Func<Tensor, Tensor, Tensor>" => new("", "(x, a) => a"),
            "Model" or "Sequential" or "Outputs" => s_wrongNetworks[exercise],
            _ when type.StartsWith('(') => new("", "(0, 0)"),
            _ => throw new InvalidOperationException($"No wrong answer of the type {type} is known here."),
        };
    }

    /// <summary>An answer that has not even the right form: another shape or length, a number beyond all measure.</summary>
    /// <param name="type">The type of the variable.</param>
    public static StudentsAnswer WrongForm(string type) => new("", type.TrimEnd('?') switch
    {
        "int" => "int.MinValue",
        "float" or "double" => $"{type.TrimEnd('?')}.NaN",
        "string" => "\"\"",
        "Shape" => "new Shape(7)",
        "bool[]" => "new bool[0]",
        "Tensor" => "Tensor.Zeros(3, 2)",
        "Outputs" => "new Dense(1).Apply(Tensor.Zeros(1, 2))",
        "Model" or "Sequential" => "new Sequential(new Input(2, 3), new Dense(1))",
        "Func<Tensor, Tensor, Tensor>" => "(x, a) => x",
        _ when type.StartsWith('(') => "(int.MinValue, int.MaxValue)",
        _ => throw new InvalidOperationException($"No answer of another form than the type {type} has is known here."),
    });

    /// <summary>An answer whose cell ends in an exception.</summary>
    /// <param name="type">The type of the variable.</param>
    public static StudentsAnswer Throwing(string type) =>
        new("", $"({type})null ?? throw new InvalidOperationException(\"a mistake of the student's\")");

    /// <summary>An answer that is no C#.</summary>
    public static StudentsAnswer Uncompilable() => new("", "forty two");

    // The arguments of Exercise.Check in a solution.
    private static IReadOnlyList<ArgumentSyntax> Checked(CellSyntax syntax) => syntax.Result!.DescendantNodesAndSelf()
        .OfType<InvocationExpressionSyntax>().Single(call => call.Expression.ToString() == "Exercise.Check").ArgumentList.Arguments;
}
