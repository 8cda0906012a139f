using System.Reflection.Emit;

namespace Firmware.Tests.NanoSafety;

/// <summary>One IL instruction.</summary>
/// <param name="OpCode">What it does.</param>
/// <param name="Token">Its metadata token; 0 if its operand is none.</param>
internal readonly record struct Instruction(OpCode OpCode, int Token);
