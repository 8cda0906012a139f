using Firmware.VirtualDevice.Climates;
using Support;
using Xunit.Abstractions;

namespace Firmware.Tests.VirtualDevice;

public sealed class RecordingTest(ITestOutputHelper output)
{
    private static IReadOnlyList<RecordedRow> Read(string text) => Recording.Read(new StringReader(text), "room.csv");

    [Theory]
    [InlineData("date,temperature,humidity\n2015-02-04 17:51:00,23.18,27.272\n2015-02-04 17:52:30,23.15,27.2\n")]
    [InlineData("HUMIDITY,Temp,Other,DateTime\r\n27.272,23.18,x,2015-02-04T17:51:00Z\r\n27.2,23.15,,2015-02-04T17:52:30Z\r\n")]
    [InlineData(
        "\"time\",\"Temperature\",\"Humidity\"\n\"1\",\"2015-02-04 17:51\",\"23.18\",27.272\n\"2\",\"2015-02-04 17:52:30\",23.15,27.2")]
    [InlineData(
        "note,timestamp,temperature,humidity\n\"a \"\"b\"\", c\",2015-02-04 17:51:00+01:00,23.18,27.272\n"
        + "\n ,2015-02-04 16:52:30Z,23.15,27.2\n")]
    [InlineData("time, timestamp, temp, humidity\nnoon, 2015-02-04 17:51:00 , 23.18 , 2.7272e1\nlate, 2015-02-04 17:52:30, 23.15, 27.2\n")]
    public void Columns_are_found_by_name_in_every_spelling(string text) => Assert.Equal(
        [
            new RecordedRow(TimeSpan.Zero, new Conditions(23.18, 27.272, Recording.StandardPressureHPa)),
            new RecordedRow(TimeSpan.FromSeconds(90), new Conditions(23.15, 27.2, Recording.StandardPressureHPa)),
        ],
        Read(text));

    [Fact]
    public void A_pressure_column_is_used() =>
        Assert.Equal(987.6, Read("date,temp,humidity,pressure\n2015-02-04 17:51:00,20,40,987.6\n")[0].Conditions.PressureHPa);

    [Theory]
    [InlineData("", "room.csv, line 1: there is no header with column names")]
    [InlineData("date,temp,humidity\n", "room.csv, line 1: there is no row after the header")]
    [InlineData("timestamp,value\n2014-04-01 00:00:00,20.0\n",
        "room.csv, line 1: no column 'temperature' or 'temp'; there are: timestamp, value")]
    [InlineData("date,temp,hum\n", "room.csv, line 1: no column 'humidity'; there are: date, temp, hum")]
    [InlineData("temp,humidity\n",
        "room.csv, line 1: no column 'timestamp' or 'datetime' or 'date' or 'time'; there are: temp, humidity")]
    [InlineData("date,Temp,humidity\n2015-02-04 17:51:00,warm,40\n", "room.csv, line 2: column 'Temp': 'warm' is not a number")]
    [InlineData("date,temp,humidity\n2015-02-04 17:51:00,,40\n", "room.csv, line 2: column 'temp': '' is not a number")]
    [InlineData("date,temp,humidity\n2015-02-04 17:51:00,NaN,40\n", "room.csv, line 2: column 'temp': 'NaN' is not a number")]
    [InlineData("date,temp,humidity\n2015-02-04 17:51:00,20,Infinity\n", "room.csv, line 2: column 'humidity': 'Infinity' is not a number")]
    [InlineData("date,temp,humidity\n2015-02-04 17:51:00,20,40\n2015-02-04 17:52:00,85.01,40\n",
        "room.csv, line 3: column 'temp': '85.01' is outside [-40, 85]")]
    [InlineData("date,temp,humidity\n2015-02-04 17:51:00,20,100.1\n", "room.csv, line 2: column 'humidity': '100.1' is outside [0, 100]")]
    [InlineData("date,temp,humidity,pressure\n2015-02-04 17:51:00,20,40,101325\n",
        "room.csv, line 2: column 'pressure': '101325' is outside [300, 1100]")]
    [InlineData("date,temp,humidity\nyesterday,20,40\n",
        "room.csv, line 2: column 'date': 'yesterday' is not a time like 2015-02-04 17:51:00")]
    [InlineData("date,temp,humidity\n2015-02-30 17:51:00,20,40\n",
        "room.csv, line 2: column 'date': '2015-02-30 17:51:00' is not a time like 2015-02-04 17:51:00")]
    [InlineData("date,temp,humidity\n2015-02-04 17:51:00,20,40\n\n2015-02-04 17:51:00,21,40\n",
        "room.csv, line 4: column 'date': '2015-02-04 17:51:00' is not later than the row before")]
    [InlineData("date,temp,humidity\n2015-02-04 17:51:00,20\n", "room.csv, line 2: 2 fields, but 3 column names")]
    [InlineData("date,temp,humidity\n2015-02-04 17:51:00,20,40\n2,2015-02-04 17:52:00,20,40\n",
        "room.csv, line 3: 4 fields, but 3 in the first row")]
    [InlineData("date,temp,humidity\n\"2015-02-04 17:51:00,20,40\n", "room.csv, line 2: a quoted field is not closed properly")]
    [InlineData("date,temp,humidity\n\"2015-02-04 17:51:00\"x,20,40\n", "room.csv, line 2: a quoted field is not closed properly")]
    public void Unusable_input_is_named_by_file_line_and_column(string text, string message) =>
        Assert.Equal(message, Assert.Throws<RecordingFormatException>(() => Read(text)).Message);

    [Theory]
    [InlineData("occupancy_datatest.txt", 2665, 23.7, 26.272)]
    [InlineData("occupancy_datatest2.txt", 9752, 21.76, 31.1333333333333)]
    [InlineData("occupancy_datatraining.txt", 8143, 23.18, 27.272)]
    public void A_real_recording_written_by_R_is_read(string file, int rows, double temperatureC, double humidityPercent)
    {
        if (Repository.Shared("data", "occupancy", file) is not { } path)
        {
            output.WriteLine($"skipped: {file} is not beside the repository");
            return;
        }

        var recording = Recording.Load(path);
        Assert.Equal(rows, recording.Count);
        Assert.Equal(new Conditions(temperatureC, humidityPercent, Recording.StandardPressureHPa), recording[0].Conditions);
    }
}
