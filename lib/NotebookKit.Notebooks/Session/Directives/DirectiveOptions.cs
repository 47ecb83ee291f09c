using System.Text;

namespace NotebookKit.Notebooks.Session;

/// <summary>The words behind a directive: options with their values, and what stands alone.</summary>
internal sealed class DirectiveOptions
{
    private readonly string directive;
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    private DirectiveOptions(string directive, IReadOnlyList<string> positional)
    {
        this.directive = directive;
        Positional = positional;
    }

    /// <summary>The words that belong to no option.</summary>
    public IReadOnlyList<string> Positional { get; }

    /// <summary>Reads the words; each of <paramref name="known"/> takes a value.</summary>
    /// <exception cref="CellFailure">An option is unknown or has no value.</exception>
    public static DirectiveOptions Parse(string directive, string arguments, params string[] known)
    {
        var words = Words(arguments);
        var positional = new List<string>();
        var options = new DirectiveOptions(directive, positional);
        for (var i = 0; i < words.Count; i++)
        {
            if (!words[i].StartsWith("--", StringComparison.Ordinal)) positional.Add(words[i]);
            else if (!known.Contains(words[i]))
                throw CellFailure.Directive($"{directive} has no option '{words[i]}'." + (known.Length > 0 ? $" It takes {string.Join(", ", known)}." : ""));
            else if (i + 1 == words.Count) throw CellFailure.Directive($"{directive}: option '{words[i]}' needs a value.");
            else options.values[words[i]] = words[++i];
        }

        return options;
    }

    /// <summary>An option's value; <c>null</c> when it was not given.</summary>
    public string? this[string name] => values.GetValueOrDefault(name);

    /// <summary>An option's value, which must be there.</summary>
    public string Required(string name, string usage) => this[name] ?? throw CellFailure.Directive($"{directive} needs {name}. Usage: {usage}");

    /// <summary>Splits at blanks; quotes keep blanks together.</summary>
    private static List<string> Words(string arguments)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        char? quote = null;
        var inWord = false;
        foreach (var character in arguments)
        {
            if (quote is null && char.IsWhiteSpace(character))
            {
                if (inWord) words.Add(word.ToString());
                word.Clear();
                inWord = false;
            }
            else if (quote is null && character is '"' or '\'')
            {
                if (quote is null) (quote, inWord) = (character, true);
                else if (quote == character) quote = null;
                else word.Append(character);
            }
            else if (quote == character)
            {
                quote = null;
            }
            else
            {
                word.Append(character);
                inWord = true;
            }
        }

        if (inWord) words.Add(word.ToString());
        return words;
    }
}
