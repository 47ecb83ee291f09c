using System.Text.Json;
using Microsoft.CodeAnalysis.CSharp;
using NotebookKit.Notebooks.CSharp;

namespace NotebookKit.Notebooks.Session;

/// <summary>Text kept by <c>#!value</c>, and its way into C# and scripts.</summary>
internal sealed class SharedValues(CellHost host, SessionVariables variables, string workingDirectory)
{
    private const string ValueUsage = "#!value --name NAME [--from-file FILE] [--mime-type TYPE]";

    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);

    /// <summary>Keeps the text of a <c>#!value</c> part, and shows it when a MIME type says as what.</summary>
    public void Store(CodePart part)
    {
        var options = DirectiveOptions.Parse("#!value", part.Arguments, "--name", "--from-file", "--mime-type");
        var name = options.Required("--name", ValueUsage);
        var text = part.Text.Trim('\n');
        if (options["--from-file"] is { } file)
        {
            var path = Path.GetFullPath(file, workingDirectory);
            if (!File.Exists(path)) throw CellFailure.Directive($"#!value: there is no file '{path}'.");
            text = File.ReadAllText(path);
        }

        texts[name] = text;
        if (options["--mime-type"] is { } mime) host.DisplayData(ValueFormatter.Bundle(mime, text));
    }

    /// <summary>The C# that <c>#!set</c> stands for.</summary>
    public string SetterCode(string arguments)
    {
        const string usage = "#!set --name NAME --value VALUE";
        var options = DirectiveOptions.Parse("#!set", arguments, "--name", "--value");
        var name = Identifier("#!set", options.Required("--name", usage));
        var value = options.Required("--value", usage);
        var colon = value.IndexOf(':', StringComparison.Ordinal);
        if (!value.StartsWith('@') || colon < 0) return Declare(name, value);
        var (kind, rest) = (value[1..colon], value[(colon + 1)..]);
        return kind switch
        {
            "csharp" => $"var {name} = {Variable(rest).Name};",
            "value" => Declare(name, Text(rest)),
            "input" or "password" => Declare(name, host.Ask(new InputRequest(rest, kind == "password")).GetAwaiter().GetResult()),
            _ => throw CellFailure.Directive($"#!set: '@{kind}:' is not known. A value comes from @csharp:NAME, @value:NAME, @input:PROMPT or @password:PROMPT."),
        };
    }

    /// <summary>The text that <c>#!share</c> puts before what follows in the language it stands in.</summary>
    public string SharedCode(DirectivePart directive)
    {
        const string usage = "#!share --from csharp|value NAME";
        var options = DirectiveOptions.Parse("#!share", directive.Arguments, "--from", "--as", "--mime-type");
        var from = options.Required("--from", usage);
        if (options.Positional is not [var name]) throw CellFailure.Directive($"#!share takes one name. Usage: {usage}");
        var target = Identifier("#!share", options["--as"] ?? name);
        return (from, directive.Language) switch
        {
            ("csharp", CellLanguage.CSharp) => Variable(name).Name == target ? "" : $"var {target} = {name};",
            ("value", CellLanguage.CSharp) => Declare(target, Text(name)),
            ("csharp", CellLanguage.Javascript) => $"var {target} = {Json(name)};",
            ("value", CellLanguage.Javascript) => $"var {target} = {JsonSerializer.Serialize(Text(name))};",
            ("csharp" or "value", _) => throw CellFailure.Directive("#!share brings values into csharp and javascript only."),
            _ => throw CellFailure.Directive($"#!share: there is nothing called '{from}' to share from. Use csharp or value."),
        };
    }

    private string Json(string name)
    {
        try
        {
            return JsonSerializer.Serialize(Variable(name).Value);
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw CellFailure.Directive($"#!share: '{name}' has no form in JSON, in which values go to javascript: {error.Message.Split(" Path:")[0]} Share a part of it that is made of texts, numbers and lists.");
        }
    }

    private static string Declare(string name, string text) => $"string {name} = {SymbolDisplay.FormatLiteral(text, quote: true)};";

    private static string Identifier(string directive, string name) =>
        SyntaxFacts.IsValidIdentifier(name) ? name : throw CellFailure.Directive($"{directive}: '{name}' is not a C# variable name.");

    private Variable Variable(string name) =>
        variables.TryGet(name, out var found) ? found : throw NotFound(name, "variable", variables.All.Select(variable => variable.Name));

    private string Text(string name) => texts.TryGetValue(name, out var text) ? text : throw NotFound(name, "value", texts.Keys);

    private static CellFailure NotFound(string name, string kind, IEnumerable<string> there)
    {
        var close = CloseMatches.Among(name, there);
        return CellFailure.Directive($"There is no {kind} '{name}'." + (close.Count > 0 ? $" Did you mean {string.Join(" or ", close)}?" : " #!whos lists the variables."));
    }
}
