using System.Reflection.Emit;

namespace Firmware.Tests.NanoSafety;

/// <summary>One IL instruction.</summary>
/// <param name="OpCode">What it does.</param>
/// <param name="Token">Its metadata token; 0 if its operand is none.</param>
internal readonly record struct Instruction(OpCode OpCode, int Token)
{
    /// <summary>Whether it names a method, a field or a type.</summary>
    public bool IsMember => Token != 0 && OpCode.OperandType != OperandType.InlineString;
}
