using System.Globalization;
using System.Text;

namespace EndToEnd.Tests;

/// <summary>A recording made for the tests: a row every ten seconds, every row different, slow enough to be a room's air.</summary>
internal static class RecordedRoom
{
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    public static double TemperatureC(int row) => Math.Round(21 + Math.Sin(row / 60.0) + (row % 2) * 0.03, 3);

    public static double HumidityPercent(int row) => Math.Round(40 + 2 * Math.Cos(row / 50.0), 3);

    public static double PressureHPa(int row) => Math.Round(1008 + row * 0.01, 2);

    public static void Write(string file, int rows)
    {
        var text = new StringBuilder("date,Temperature,Humidity,Pressure\n");
        var start = new DateTime(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc);
        for (var row = 0; row < rows; row++)
            text.Append(CultureInfo.InvariantCulture,
                $"{start + row * Step:yyyy-MM-dd HH:mm:ss},{TemperatureC(row)},{HumidityPercent(row)},{PressureHPa(row)}\n");
        File.WriteAllText(file, text.ToString());
    }
}
