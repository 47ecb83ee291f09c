using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace NotebookKit.Notebooks.CSharp;

/// <summary>The instructions of compiled methods.</summary>
internal static class Instructions
{
    private static readonly Dictionary<short, OpCode> s_codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>A method's instructions with their offsets; none where it has no code.</summary>
    public static IEnumerable<Instruction> Of(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
        {
            yield break;
        }
        for (int i = 0; i < code.Length;)
        {
            int start = i;
            short value = code[i++];
            if (value == 0xFE)
            {
                value = (short)(0xFE00 | code[i++]);
            }
            if (!s_codes.TryGetValue(value, out OpCode operation))
            {
                yield break;
            }
            int operand = i;
            i += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(operand)),
                _ => 4,
            };
            yield return new Instruction(start, operation, Called(method, operation, code, operand));
        }
    }

    private static MethodBase? Called(MethodBase method, OpCode operation, byte[] code, int operand)
    {
        if (operation.OperandType != OperandType.InlineMethod || operation == OpCodes.Ldftn || operation == OpCodes.Ldvirtftn)
        {
            return null;
        }
        try
        {
            Type[]? types = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
            Type[]? arguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
            return method.Module.ResolveMethod(BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(operand)), types, arguments);
        }
        catch (Exception error) when (error is ArgumentException or IOException or TypeLoadException or MissingMethodException
            or BadImageFormatException)
        {
            return null;
        }
    }
}

/// <summary>One instruction.</summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="Code">What it does.</param>
/// <param name="Called">The method or constructor that it calls.</param>
internal readonly record struct Instruction(int Offset, OpCode Code, MethodBase? Called);
