namespace NotebookKit.Notebooks.Export;

/// <summary>Reads a formula in TeX notation, by recursive descent, straight into MathML.</summary>
/// <param name="tex">The formula without its dollar signs.</param>
/// <param name="display">Whether it stands on a line of its own.</param>
internal sealed partial class MathParser(string tex, bool display)
{
    // Deep enough for any formula a reader can follow, and far from the end of the stack.
    private const int MostLevels = 100;

    private int _position;
    private int _level;
    private MathStyle _style;

    private bool AtEnd => _position >= tex.Length;

    /// <summary>The whole formula.</summary>
    /// <exception cref="MathSyntaxException">Something in it is unknown or not well formed.</exception>
    public IReadOnlyList<MathNode> ParseAll()
    {
        List<MathNode> parts = ParseRow();
        if (AtEnd)
        {
            return parts;
        }
        throw tex[_position] switch
        {
            '}' => Error("there is a } without its {"),
            '&' => Error("& stands outside \\begin{aligned} and the like"),
            _ when LooksAt("\\\\") => Error("a line break \\\\ stands outside \\begin{aligned} and the like"),
            _ when LooksAt("\\right") => Error("\\right stands without its \\left"),
            _ => Error("\\end stands without its \\begin"),
        };
    }

    // Up to whatever ends a row: the end, a closing brace, & or \\ of a table, \right, \end.
    private List<MathNode> ParseRow()
    {
        var parts = new List<MathNode>();
        Descend();
        while (true)
        {
            SkipSpaces();
            if (AtEnd || tex[_position] is '}' or '&' || LooksAt("\\\\") || LooksAtCommand("right") || LooksAtCommand("end"))
            {
                _level--;
                return parts;
            }

            MathClass previous = parts.Count == 0 ? MathClass.Open : parts[^1].Class;
            MathNode part = ParseAtom(previous);
            parts.Add(ParseScripts(part));
        }
    }

    private MathNode ParseScripts(MathNode @base)
    {
        string? below = null, above = null;
        bool asLimits = @base.HasLimits && display;
        int primes = 0;
        while (true)
        {
            SkipSpaces();
            if (LooksAtCommand("limits") || LooksAtCommand("nolimits"))
            {
                asLimits = ReadCommand() == "limits";
                continue;
            }

            if (AtEnd || tex[_position] is not ('^' or '_' or '\''))
            {
                break;
            }
            char mark = tex[_position++];
            if (mark == '\'')
            {
                if (above is not null)
                {
                    throw Error("a prime stands behind a superscript; write the prime first");
                }
                primes++;
                continue;
            }

            ref string? script = ref mark == '^' ? ref above : ref below;
            if (script is not null)
            {
                throw Error($"two {(mark == '^' ? "super" : "sub")}scripts stand on one base; put braces around one of them");
            }
            script = ParseArgument(mark.ToString());
        }

        // A prime of normal size beside its letter, as text fonts draw it: fonts differ in what they make of one in a superscript.
        string primed = primes == 0
            ? @base.Markup
            : MathMarkup.Element(
                "mrow", @base.Markup, MathMarkup.Operator(new string('′', primes), " class=\"prime\" lspace=\"0\" rspace=\"0\""));
        return @base with { Markup = MathMarkup.Scripts(primed, below, above, asLimits), HasLimits = false };
    }

    private MathNode ParseAtom(MathClass previous)
    {
        char c = tex[_position];
        return c switch
        {
            '\\' => ParseCommand(ReadCommand()),
            '{' => new MathNode(ParseGroup()),
            '^' or '_' or '\'' => new MathNode("<mrow></mrow>"),
            '%' or '$' or '#' => throw Error($"{c} has a meaning of its own in TeX; write \\{c}"),
            _ when char.IsAsciiDigit(c) => new MathNode(Number()),
            _ when _style == MathStyle.Upright && char.IsLetter(c) => new MathNode(MathMarkup.Upright(TakeWhile(char.IsLetter))),
            _ when char.IsLetter(c) => new MathNode(MathMarkup.Identifier(MathAlphabet.In(_style, TakeRune()))),
            _ => Sign(previous),
        };
    }

    private string Number()
    {
        string digits = TakeWhile(char.IsAsciiDigit);
        if (_position + 1 < tex.Length && tex[_position] == '.' && char.IsAsciiDigit(tex[_position + 1]))
        {
            _position++;
            digits += "." + TakeWhile(char.IsAsciiDigit);
        }

        return MathMarkup.Number(MathAlphabet.In(_style, digits));
    }

    private MathNode Sign(MathClass previous)
    {
        string sign = TakeRune();
        // A minus or plus behind an opening bracket, an operation or a comma is a sign and stands close to its number.
        bool isSign = previous is MathClass.Open or MathClass.Between or MathClass.Punctuation;
        return sign switch
        {
            "-" => new MathNode(
                MathMarkup.Operator("−", isSign ? " form=\"prefix\"" : ""), isSign ? MathClass.Ordinary : MathClass.Between),
            "+" => new MathNode(
                MathMarkup.Operator("+", isSign ? " form=\"prefix\"" : ""), isSign ? MathClass.Ordinary : MathClass.Between),
            "~" => new MathNode(MathMarkup.Space("0.3333em"), previous),
            "*" => new MathNode(MathMarkup.Operator("∗"), MathClass.Between),
            "(" or "[" => new MathNode(MathMarkup.Operator(sign, " stretchy=\"false\""), MathClass.Open),
            ")" or "]" => new MathNode(MathMarkup.Operator(sign, " stretchy=\"false\"")),
            "|" or "/" => new MathNode(MathMarkup.Operator(sign, " stretchy=\"false\" lspace=\"0\" rspace=\"0\"")),
            "," or ";" => new MathNode(MathMarkup.Operator(sign), MathClass.Punctuation),
            "!" or "." => new MathNode(MathMarkup.Operator(sign, " lspace=\"0\" rspace=\"0\"")),
            _ => new MathNode(MathMarkup.Operator(sign), MathClass.Between),
        };
    }

    private string ParseGroup()
    {
        _position++;
        List<MathNode> parts = ParseRow();
        if (AtEnd || tex[_position] != '}')
        {
            throw Error("a { has no }");
        }
        _position++;
        return MathMarkup.Row(parts);
    }

    /// <summary>What a command or script takes: a group, or the one part that follows.</summary>
    private string ParseArgument(string of)
    {
        SkipSpaces();
        if (AtEnd || tex[_position] is '}' or '&' or '^' or '_')
        {
            throw Error($"{of} has no argument");
        }
        Descend();
        string argument = tex[_position] == '{' ? ParseGroup()
            : char.IsAsciiDigit(tex[_position]) ? MathMarkup.Number(MathAlphabet.In(_style, TakeRune()))
            : ParseAtom(MathClass.Open).Markup;
        _level--;
        return argument;
    }

    private void Descend()
    {
        if (++_level > MostLevels)
        {
            throw Error($"it is nested more than {MostLevels} levels deep");
        }
    }

    /// <summary>A group taken as text.</summary>
    private string ReadTextArgument(string of)
    {
        SkipSpaces();
        if (AtEnd || tex[_position] != '{')
        {
            throw Error($"{of} expects its text in braces");
        }
        int start = ++_position;
        for (int depth = 1; _position < tex.Length; _position++)
        {
            if (tex[_position] == '{')
            {
                depth++;
            }
            if (tex[_position] == '}' && --depth == 0)
            {
                return tex[start.._position++];
            }
        }

        throw Error("a { has no }");
    }

    private string ReadCommand()
    {
        _position++;
        if (AtEnd)
        {
            throw Error("the formula ends in a backslash");
        }
        return char.IsAsciiLetter(tex[_position]) ? TakeWhile(char.IsAsciiLetter) : tex[_position++].ToString();
    }

    private void SkipSpaces()
    {
        while (!AtEnd && char.IsWhiteSpace(tex[_position]))
        {
            _position++;
        }
    }

    private bool LooksAt(string text) => string.CompareOrdinal(tex, _position, text, 0, text.Length) == 0;

    private bool LooksAtCommand(string name) =>
        LooksAt("\\" + name) && !(_position + name.Length + 1 < tex.Length && char.IsAsciiLetter(tex[_position + name.Length + 1]));

    private string TakeWhile(Func<char, bool> accepts)
    {
        int start = _position;
        while (!AtEnd && accepts(tex[_position]))
        {
            _position++;
        }
        return tex[start.._position];
    }

    private string TakeRune()
    {
        int length = char.IsHighSurrogate(tex[_position]) && _position + 1 < tex.Length ? 2 : 1;
        _position += length;
        return tex[(_position - length).._position];
    }

    private MathSyntaxException Error(string problem) => new($"the formula {Shortened.Of(tex)}: {problem}.");
}
