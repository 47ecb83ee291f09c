using System.Diagnostics;
using System.Reflection;
using System.Reflection.Emit;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>
/// Constructors that nobody has written. The compiler writes no line down for their call of the base's, which then seems to belong to
/// the last field; it is told with the line of the type.
/// </summary>
internal static class ImplicitConstructors
{
    /// <summary>Whether a frame is that of such a constructor, and the one below that of its base.</summary>
    public static bool CallsBase(IReadOnlyList<StackFrame> frames, int index)
    {
        if (index == 0 || frames[index].GetMethod() is not ConstructorInfo { DeclaringType.BaseType: { } parent } made
            || frames[index - 1].GetMethod() is not ConstructorInfo { DeclaringType: { } below } || !IsSame(below, parent))
        {
            return false;
        }

        int line = CellSymbols.Place(made, frames[index].GetILOffset()).Line;
        bool isSet = false;
        foreach (Instruction instruction in Instructions.Of(made).Where(one => CellSymbols.LineAt(made, one.Offset).Line == line))
        {
            isSet |= instruction.Code == OpCodes.Stfld;
            if (instruction.Called is ConstructorInfo { DeclaringType: { } type } && IsSame(type, parent))
            {
                // A field may hold an object of the base.
                return isSet && instruction.Code == OpCodes.Call;
            }
        }

        return false;
    }

    /// <summary>The line of the type whose field stands at a line.</summary>
    /// <param name="text">The text of the cell.</param>
    /// <param name="line">The line.</param>
    public static int Line(string text, int line)
    {
        CompilationUnitSyntax root = ScriptSyntax.ParseAsWritten(text, "").GetCompilationUnitRoot();
        TextLineCollection lines = root.SyntaxTree.GetText().Lines;
        int LineOf(int position) => lines.GetLineFromPosition(position).LineNumber + 1;
        return root.DescendantNodes().OfType<TypeDeclarationSyntax>()
            .Where(type => LineOf(type.SpanStart) <= line && line <= LineOf(type.Span.End))
            .Select(type => LineOf(type.Identifier.SpanStart)).DefaultIfEmpty(line).Max();
    }

    private static bool IsSame(Type one, Type other) => one.Module == other.Module && one.MetadataToken == other.MetadataToken;
}
