namespace nanoFramework.TestFramework;

/// <summary>The real one's checks, exact as it is: no tolerance, no conversion, the very type of an exception.</summary>
public sealed class Assert
{
    public static void IsTrue(bool condition, string message = "") => Check(condition, "not true", message);

    public static void IsFalse(bool condition, string message = "") => Check(!condition, "not false", message);

    public static void IsNull(object? value, string message = "") => Check(value is null, $"'{value}' is not null", message);

    public static void AreEqual(bool expected, bool actual, string message = "") => CheckEqual(expected, actual, message);

    public static void AreEqual(byte expected, byte actual, string message = "") => CheckEqual(expected, actual, message);

    public static void AreEqual(int expected, int actual, string message = "") => CheckEqual(expected, actual, message);

    public static void AreEqual(uint expected, uint actual, string message = "") => CheckEqual(expected, actual, message);

    public static void AreEqual(long expected, long actual, string message = "") => CheckEqual(expected, actual, message);

    public static void AreEqual(string expected, string actual, string message = "") => CheckEqual(expected, actual, message);

    public static void AreNotEqual(int notExpected, int actual, string message = "") =>
        Check(notExpected != actual, $"both are {actual}", message);

    public static void Contains(string expected, string value, string message = "") =>
        Check(value.Contains(expected, StringComparison.Ordinal), $"no '{expected}' in '{value}'", message);

    public static void DoesNotContains(string notExpected, string value, string message = "") =>
        Check(!value.Contains(notExpected, StringComparison.Ordinal), $"'{notExpected}' in '{value}'", message);

    public static void StartsWith(string expected, string value, string message = "") =>
        Check(value.StartsWith(expected, StringComparison.Ordinal), $"'{value}' does not start with '{expected}'", message);

    public static void ThrowsException(Type exception, Action action, string message = "")
    {
        var thrown = Record.Exception(action);
        Check(thrown?.GetType() == exception, $"expected {exception.Name}, was {thrown?.GetType().Name ?? "nothing"}", message);
    }

    private static void CheckEqual<T>(T expected, T actual, string message) =>
        Check(EqualityComparer<T>.Default.Equals(expected, actual), $"expected <{expected}>, was <{actual}>", message);

    private static void Check(bool condition, string fact, string message) => Xunit.Assert.True(condition, $"{fact} {message}");
}
