using System.CommandLine;

namespace Firmware.VirtualDevice.Commands;

/// <summary>The program's command line: its commands, and one line for whatever is wrong.</summary>
internal static class CommandLine
{
    /// <summary>The exit code of a command line that cannot be carried out as it is.</summary>
    public const int BadUsage = 2;

    private static readonly TimeSpan StopTimeout = TimeSpan.FromMinutes(1);

    /// <summary>Carries out a command line.</summary>
    /// <param name="arguments">The program's arguments.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="errors">Where problems and device logs go.</param>
    /// <returns>The exit code: 0 done, 1 not all done, <see cref="BadUsage"/>.</returns>
    public static async Task<int> InvokeAsync(string[] arguments, TextWriter output, TextWriter errors)
    {
        var root = new RootCommand("Virtual devices: the firmware on a desk, with an emulated BME280, against any IoT hub or gateway.")
        {
            RunCommand.Create(output, errors),
            SimulateCommand.Create(output),
            DeriveKeyCommand.Create(output),
        };
        var parsed = root.Parse(arguments);
        if (parsed.UnmatchedTokens.Count > 0) return Refuse(errors, $"there is no command or option '{parsed.UnmatchedTokens[0]}'");
        if (parsed.Errors.Count > 0) return Refuse(errors, parsed.Errors[0].Message);
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = output,
                Error = errors,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = StopTimeout,
            });
        }
        catch (UsageException e)
        {
            return Refuse(errors, e.Message);
        }
    }

    private static int Refuse(TextWriter errors, string message)
    {
        errors.WriteLine($"error: {message} (--help lists the options)");
        return BadUsage;
    }
}
