namespace NotebookKit.Notebooks.Export;

// The commands, delimiters and environments of TeX that lessons use.
internal sealed partial class MathParser
{
    private MathNode ParseCommand(string name) => name switch
    {
        _ when MathSymbols.Find(name) is { } symbol => Symbol(symbol),
        _ when MathSymbols.Spaces.TryGetValue(name, out string? width) => new MathNode(MathMarkup.Space(width), MathClass.Punctuation),
        _ when MathSymbols.IsFunction(name, out bool hasLimits) => Function(name, hasLimits),
        _ when MathSymbols.Accents.TryGetValue(name, out string? accent) => Accented(name, accent),
        "frac" or "dfrac" or "tfrac" =>
            new MathNode(MathMarkup.Element("mfrac", ParseArgument("\\" + name), ParseArgument("\\" + name))),
        "sqrt" => Root(),
        "text" or "textrm" or "mbox" => new MathNode(MathMarkup.Text(ReadTextArgument("\\" + name))),
        "operatorname" => Function(ReadTextArgument("\\operatorname").Replace(" ", "").Replace("\\,", "\u2009"), hasLimits: false),
        "mathrm" or "mathbf" or "boldsymbol" or "mathbb" or "mathcal" or "mathit" => Styled(name),
        "underline" => new MathNode(MathMarkup.Element("munder", ParseArgument("\\underline"), MathMarkup.Operator("_"))),
        "underbrace" => new MathNode(
            MathMarkup.Element("munder", ParseArgument("\\underbrace"), MathMarkup.Operator("⏟")), HasLimits: true),
        "overbrace" => new MathNode(
            MathMarkup.Element("mover", ParseArgument("\\overbrace"), MathMarkup.Operator("⏞")), HasLimits: true),
        "left" => LeftRight(),
        "big" or "Big" or "bigg" or "Bigg" or "bigl" or "bigr" or "Bigl" or "Bigr" or "biggl" or "biggr" => Sized(name),
        "begin" => Environment(),
        "displaystyle" or "textstyle" => new MathNode(
            $"<mstyle displaystyle=\"{(name == "displaystyle" ? "true" : "false")}\">{MathMarkup.Row(ParseRow())}</mstyle>"),
        _ => throw Error($"\\{name} is not known. See MathSymbols for what is, or write the character itself"),
    };

    private MathNode Accented(string name, string accent)
    {
        string stretchy = name is "overline" or "widehat" or "widetilde" ? "" : " stretchy=\"false\"";
        return new MathNode($"<mover accent=\"true\">{ParseArgument("\\" + name)}{MathMarkup.Operator(accent, stretchy)}</mover>");
    }

    private MathNode Symbol(MathSymbol symbol) => symbol.Class switch
    {
        MathClass.Ordinary when symbol.Text is "⋯" or "…" or "⋮" or "⋱" or "′" or "‖" or "&" or "%" or "#" or "_" or "∀" or "∃" =>
            new MathNode(MathMarkup.Operator(symbol.Text, " stretchy=\"false\" lspace=\"0\" rspace=\"0\"")),
        // Capital Greek letters stand upright in TeX, small ones in italics, as MathML does by itself.
        MathClass.Ordinary when char.IsUpper(symbol.Text[0]) || symbol.Text is "∞" or "∅" or "⊤" or "⊥" or "∇" or "$" =>
            new MathNode(MathMarkup.Upright(symbol.Text)),
        MathClass.Ordinary => new MathNode(MathMarkup.Identifier(symbol.Text)),
        MathClass.Open or MathClass.Close => new MathNode(MathMarkup.Operator(symbol.Text, " stretchy=\"false\""), symbol.Class),
        MathClass.Operator => new MathNode(MathMarkup.Operator(symbol.Text), MathClass.Operator, symbol.HasLimits),
        _ => new MathNode(MathMarkup.Operator(symbol.Text, " stretchy=\"false\""), symbol.Class),
    };

    // The name, an invisible "applied to", and the thin space that TeX sets when no bracket follows.
    private MathNode Function(string name, bool hasLimits)
    {
        MathNode scripted = ParseScripts(new MathNode(MathMarkup.Upright(name), HasLimits: hasLimits));
        SkipSpaces();
        bool bracketFollows = AtEnd || tex[_position] is '(' or '[' or '}' or ',' or ')' || LooksAtCommand("left")
            || LooksAt("\\big") || LooksAt("\\Big");
        return new MathNode(MathMarkup.Element(
            "mrow", scripted.Markup, MathMarkup.ApplyFunction, bracketFollows ? "" : MathMarkup.Space("0.1667em")), MathClass.Open);
    }

    private MathNode Root()
    {
        SkipSpaces();
        if (AtEnd || tex[_position] != '[')
        {
            return new MathNode(MathMarkup.Element("msqrt", ParseArgument("\\sqrt")));
        }
        int end = tex.IndexOf(']', _position);
        if (end < 0)
        {
            throw Error("\\sqrt[ has no ]");
        }
        string degree = MathMarkup.Row(new MathParser(tex[(_position + 1)..end], display: false).ParseAll());
        _position = end + 1;
        return new MathNode(MathMarkup.Element("mroot", ParseArgument("\\sqrt"), degree));
    }

    private MathNode Styled(string name)
    {
        MathStyle outer = _style;
        _style = name switch
        {
            "mathrm" => MathStyle.Upright,
            "mathbf" or "boldsymbol" => MathStyle.Bold,
            "mathbb" => MathStyle.DoubleStruck,
            "mathcal" => MathStyle.Script,
            _ => MathStyle.Default,
        };
        string argument = ParseArgument("\\" + name);
        _style = outer;
        return new MathNode(argument);
    }

    private MathNode LeftRight()
    {
        string open = ReadDelimiter("\\left");
        List<MathNode> inner = ParseRow();
        if (!LooksAtCommand("right"))
        {
            throw Error("\\left has no \\right");
        }
        ReadCommand();
        string close = ReadDelimiter("\\right");
        return new MathNode(MathMarkup.Element("mrow", Fence(open, "prefix"), MathMarkup.Row(inner), Fence(close, "postfix")));
    }

    private static string Fence(string delimiter, string form) =>
        delimiter.Length == 0 ? "" : MathMarkup.Operator(delimiter, $" fence=\"true\" form=\"{form}\" stretchy=\"true\"");

    private MathNode Sized(string name)
    {
        string size = name[..3] == "big"
            ? (name.StartsWith("bigg", StringComparison.Ordinal) ? "2.4em" : "1.2em")
            : (name.StartsWith("Bigg", StringComparison.Ordinal) ? "3em" : "1.8em");
        string delimiter = ReadDelimiter("\\" + name);
        bool isOpen = delimiter is "(" or "[" or "{" or "⟨" or "⌊" or "⌈";
        return new MathNode(
            MathMarkup.Operator(delimiter, $" stretchy=\"true\" symmetric=\"true\" minsize=\"{size}\" maxsize=\"{size}\""),
            isOpen ? MathClass.Open : MathClass.Ordinary);
    }

    private string ReadDelimiter(string of)
    {
        SkipSpaces();
        if (AtEnd)
        {
            throw Error($"{of} expects a bracket");
        }
        string text = tex[_position] == '\\' ? "\\" + ReadCommand() : TakeRune();
        return MathSymbols.Delimiters.TryGetValue(text, out string? delimiter)
            ? delimiter
            : throw Error($"{of} expects a bracket such as ( or \\{{, or a point for none; found {text}");
    }

    private MathNode Environment()
    {
        string name = ReadTextArgument("\\begin");
        string columns = name == "array" ? ReadTextArgument("\\begin{array}") : "";
        var rows = new List<IReadOnlyList<string>>();
        var row = new List<string>();
        while (true)
        {
            row.Add(MathMarkup.Row(ParseRow()));
            if (AtEnd || tex[_position] == '}' || LooksAtCommand("right"))
            {
                throw Error($"\\begin{{{name}}} has no \\end{{{name}}}");
            }
            if (tex[_position] == '&')
            {
                _position++;
                continue;
            }

            // A line break behind the last row makes no row of its own.
            if (LooksAt("\\\\") || row.Count > 1 || row[0] != "<mrow></mrow>")
            {
                rows.Add(row);
            }
            row = [];
            if (LooksAt("\\\\"))
            {
                _position += 2;
                continue;
            }

            ReadCommand();
            string end = ReadTextArgument("\\end");
            if (end != name)
            {
                throw Error($"\\begin{{{name}}} is ended by \\end{{{end}}}");
            }
            return Table(name, columns, rows);
        }
    }

    private MathNode Table(string name, string columns, List<IReadOnlyList<string>> rows) => name switch
    {
        "aligned" or "align" or "align*" or "split" => new MathNode(MathMarkup.Table(rows, ["right", "left"], "aligned")),
        "gathered" or "gather" or "gather*" => new MathNode(MathMarkup.Table(rows, ["center"], "aligned")),
        "cases" => Fenced("{", MathMarkup.Table(rows, ["left"], "cases"), ""),
        "matrix" => new MathNode(MathMarkup.Table(rows, ["center"], "matrix")),
        "pmatrix" => Fenced("(", MathMarkup.Table(rows, ["center"], "matrix"), ")"),
        "bmatrix" => Fenced("[", MathMarkup.Table(rows, ["center"], "matrix"), "]"),
        "vmatrix" => Fenced("|", MathMarkup.Table(rows, ["center"], "matrix"), "|"),
        "array" => new MathNode(MathMarkup.Table(rows, Alignments(columns), "matrix")),
        _ => throw Error($"\\begin{{{name}}} is not known; known are aligned, cases, gathered, array and the matrices"),
    };

    private string[] Alignments(string columns) =>
        [.. columns.Where(c => c is not (' ' or '|')).Select(c => c switch
        {
            'l' => "left",
            'c' => "center",
            'r' => "right",
            _ => throw Error($"\\begin{{array}} expects columns such as lcr; found {c}"),
        }).DefaultIfEmpty("center")];

    private static MathNode Fenced(string open, string table, string close) =>
        new(MathMarkup.Element("mrow", Fence(open, "prefix"), table, Fence(close, "postfix")));
}
