namespace Firmware.VirtualDevice.Climates;

/// <summary>A recording cannot be used. The message is one line for the user: file, line, column, what is wrong.</summary>
public sealed class RecordingFormatException : FormatException
{
    /// <summary>Makes the error without a place.</summary>
    public RecordingFormatException() : base("the recording cannot be used")
    {
    }

    /// <summary>Makes the error.</summary>
    /// <param name="message">One line for the user.</param>
    public RecordingFormatException(string message) : base(message)
    {
    }

    /// <summary>Makes the error with its cause.</summary>
    /// <param name="message">One line for the user.</param>
    /// <param name="innerException">What caused it.</param>
    public RecordingFormatException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>Makes the error with its place.</summary>
    /// <param name="file">The recording's name.</param>
    /// <param name="line">The line's number, from 1.</param>
    /// <param name="problem">What is wrong there.</param>
    public RecordingFormatException(string file, int line, string problem) : this($"{file}, line {line}: {problem}")
    {
    }
}
