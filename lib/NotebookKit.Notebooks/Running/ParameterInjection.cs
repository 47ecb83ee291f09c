using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NotebookKit.Notebooks.Documents;
using NotebookKit.Notebooks.Session;

namespace NotebookKit.Notebooks.Running;

/// <summary>
/// Sets a notebook's parameters as papermill does: a new cell tagged <c>injected-parameters</c> right after the cell tagged
/// <c>parameters</c>; an injected cell from before is replaced. Unlike there, a parameter that the notebook does not declare
/// is an error: nothing would read it, and the run would pass with the value that it was meant to replace.
/// </summary>
internal static class ParameterInjection
{
    private const string ParametersTag = "parameters";
    private const string InjectedTag = "injected-parameters";

    /// <summary>Injects <paramref name="parameters"/>, given as name and typed text; nothing when there are none.</summary>
    /// <remarks>
    /// A value takes the type with which the tagged cell declares the variable, so that <c>float rate = 0.1f;</c> stays a
    /// float. A cell that an earlier run injected declares parameters too.
    /// </remarks>
    /// <exception cref="ParameterException">
    /// The notebook declares no parameter of that name, or none at all; or a value does not fit its variable.
    /// </exception>
    public static void Inject(NotebookDocument document, IReadOnlyDictionary<string, string> parameters)
    {
        if (parameters.Count == 0)
        {
            return;
        }
        NotebookCell? tagged = document.Cells.FirstOrDefault(cell => cell.Kind == CellKind.Code && cell.HasTag(ParametersTag));
        int former = document.Cells.ToList().FindIndex(cell => cell.HasTag(InjectedTag));
        Dictionary<string, string> declared = DeclaredTypes(former < 0 ? "" : document.Cells[former].Source);
        foreach ((string name, string type) in DeclaredTypes(tagged?.Source ?? ""))
        {
            declared[name] = type;
        }

        IEnumerable<string> lines = parameters.Select(parameter =>
        {
            string type = declared.GetValueOrDefault(parameter.Key) ?? throw Undeclared(document, tagged, parameter.Key, declared.Keys);
            return $"{type} {parameter.Key} = {Literal(document.Name, parameter.Key, type, parameter.Value)};";
        });
        string source = string.Join('\n', ["// Parameters", .. lines]);

        if (former >= 0)
        {
            document.RemoveAt(former);
        }
        int index = tagged is null ? Math.Max(former, 0) : document.Cells.ToList().IndexOf(tagged) + 1;
        document.Insert(index, CellKind.Code, source, "csharp").AddTag(InjectedTag);
    }

    private static ParameterException Undeclared(NotebookDocument document, NotebookCell? tagged, string name, ICollection<string> declared)
    {
        if (declared.Count > 0)
        {
            return new ParameterException(
                $"{document.Name}: there is no parameter '{name}'.{CloseMatches.Question(name, declared)} "
                + $"The notebook's parameters are {string.Join(", ", declared.Order(StringComparer.Ordinal))}.");
        }

        return new ParameterException(tagged is null
            ? $"{document.Name}: '{name}' cannot be set, since no cell is tagged parameters. "
                + $"Tag the cell that declares {name} with its default value, and nothing else but parameters."
            : $"{document.Name}: '{name}' cannot be set, since the cell tagged parameters declares no variable. "
                + $"Declare it there with its default value, for example: int {(SyntaxFacts.IsValidIdentifier(name) ? name : "epochs")} = "
                + "1;");
    }

    private static Dictionary<string, string> DeclaredTypes(string source)
    {
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        SyntaxTree tree = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest, kind: SourceCodeKind.Script));
        foreach (FieldDeclarationSyntax field in tree.GetRoot().ChildNodes().OfType<FieldDeclarationSyntax>())
        {
            string written = field.Declaration.Type.ToString();
            foreach (VariableDeclaratorSyntax variable in field.Declaration.Variables)
            {
                types[variable.Identifier.Text] = written == "var" ? TypeOf(variable.Initializer?.Value) ?? "var" : written;
            }
        }

        return types;
    }

    private static string? TypeOf(ExpressionSyntax? value) => value switch
    {
        PrefixUnaryExpressionSyntax signed => TypeOf(signed.Operand),
        InterpolatedStringExpressionSyntax => "string",
        LiteralExpressionSyntax literal => literal.Token.Value switch
        {
            int => "int",
            long => "long",
            float => "float",
            double => "double",
            decimal => "decimal",
            bool => "bool",
            string => "string",
            _ => null,
        },
        _ => null,
    };

    private static string Literal(string file, string name, string type, string value)
    {
        // Without thousands: 0,5 would be five.
        CultureInfo invariant = CultureInfo.InvariantCulture;
        if (type.EndsWith('?') && value == "null")
        {
            return "null";
        }
        return type.TrimEnd('?') switch
        {
            "string" => SymbolDisplay.FormatLiteral(value, quote: true),
            "bool" when bool.TryParse(value, out bool flag) => flag ? "true" : "false",
            "int" when int.TryParse(value, invariant, out int number) => number.ToString(invariant),
            "long" when long.TryParse(value, invariant, out long number) => number.ToString(invariant) + "L",
            "float" when float.TryParse(value, NumberStyles.Float, invariant, out float number)
                && float.IsFinite(number) => number.ToString("R", invariant) + "f",
            "double" when double.TryParse(value, NumberStyles.Float, invariant, out double number)
                && double.IsFinite(number) => number.ToString("R", invariant) + "d",
            "decimal" when decimal.TryParse(value, NumberStyles.Float, invariant, out decimal number) => number.ToString(invariant) + "m",
            "bool" or "int" or "long" or "float" or "double" or "decimal" =>
                throw new ParameterException($"{file}: the parameter '{name}' is of the type {type}; '{value}' is not one."),
            _ => throw new ParameterException(
                $"{file}: the parameter '{name}' is declared with the type {type}; only string, bool, int, long, float, double and decimal "
                    + "can be set from outside."),
        };
    }
}
