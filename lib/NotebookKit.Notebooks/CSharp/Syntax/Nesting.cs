using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// How deep code nests. Most parts of the compiler ask how much of the stack is left, but not all do; and how much a level takes
/// depends on what the runtime has optimised by then. Code that the parser just let through, 65,000 signs before a number, could end
/// the process.
/// </summary>
internal static class Nesting
{
    /// <summary>How deep code may nest: a thirtieth of what overflowed 16 MB, and far more than anybody writes.</summary>
    public const int Limit = 2000;

    /// <summary>What is said of such code, in the compiler's words.</summary>
    public const string Problem = "expression or block is nested too deeply to compile";

    /// <summary>What to do about it.</summary>
    public const string Remedy = "Split it into several statements.";

    /// <summary>The stack of a thread that compiles, or looks at code that nobody has looked at.</summary>
    public const int StackBytes = 64 * 1024 * 1024;

    // So many open brackets not even the parser is shown, which at each looks for the end of all the others. A text may hold them,
    // but none was seen that does.
    private const int OpenBrackets = 5000;

    /// <summary>Whether code nests deeper than the compiler is to follow.</summary>
    /// <param name="code">A cell or a file.</param>
    public static bool IsTooDeep(string code)
    {
        // Each level takes a character at least.
        if (code.Length <= Limit)
        {
            return false;
        }
        int open = 0, angles = 0;
        foreach (char c in code)
        {
            open = c is '(' or '[' or '{' ? open + 1 : c is ')' or ']' or '}' ? Math.Max(0, open - 1) : open;
            angles = c is ';' ? 0 : c is '<' ? angles + 1 : c is '>' ? Math.Max(0, angles - 1) : angles;
            if (open > OpenBrackets || angles > OpenBrackets)
            {
                return true;
            }
        }

        var look = new Task<bool>(() => IsTooDeep(ScriptSyntax.ParseAsWritten(code, "").GetRoot()));
        new Thread(() => look.RunSynchronously(TaskScheduler.Default), StackBytes) { IsBackground = true, Name = "notebook parser" }
            .Start();
        return look.GetAwaiter().GetResult();
    }

    private static bool IsTooDeep(SyntaxNode root)
    {
        var open = new Stack<(SyntaxNode Node, int Depth)>([(root, 0)]);
        while (open.TryPop(out (SyntaxNode Node, int Depth) at))
        {
            if (at.Depth > Limit)
            {
                return true;
            }
            foreach (SyntaxNode child in at.Node.ChildNodes())
            {
                open.Push((child, IsChained(at.Node, child) ? at.Depth : at.Depth + 1));
            }
        }
        return false;
    }

    /// <summary>What the compiler follows in a loop: <c>a + b + c</c>, <c>a.B().C()</c>, and <c>else if</c>.</summary>
    private static bool IsChained(SyntaxNode parent, SyntaxNode child) => (parent, child) switch
    {
        (BinaryExpressionSyntax sum, BinaryExpressionSyntax) => sum.Left == child,
        (InvocationExpressionSyntax, MemberAccessExpressionSyntax { Expression: InvocationExpressionSyntax }) => true,
        (MemberAccessExpressionSyntax, InvocationExpressionSyntax) => true,
        (IfStatementSyntax, ElseClauseSyntax) or (ElseClauseSyntax, IfStatementSyntax) => true,
        _ => false,
    };
}
