using System.Reflection;
using System.Text;
using System.Text.Json;
using Firmware.Core;
using Firmware.Core.Configuration;
using Support;

namespace Firmware.Tests.Configuration;

public sealed class TwinSchemaTest
{
    private static readonly string Readme =
        Path.Combine(Repository.Root, "firmware", "Core", "Configuration", "README.md");

    private static IEnumerable<(string Path, TwinKey Key, int Default)> Rows()
    {
        var defaults = TwinMapping.ValuesOf(new DeviceSettings());
        for (var section = 0; section < TwinSchema.SectionCount; section++)
            for (var at = TwinSchema.FirstOf(section); at < TwinSchema.FirstOf(section + 1); at++)
                yield return ($"{TwinSchema.SectionName(section)}.{TwinSchema.KeyAt(at).Name}", TwinSchema.KeyAt(at), defaults[at]);
    }

    private static IEnumerable<string> TextRows()
    {
        for (var section = 0; section < ConnectionSchema.SectionCount; section++)
            for (var at = ConnectionSchema.FirstOf(section); at < ConnectionSchema.FirstOf(section + 1); at++)
                yield return $"`{ConnectionSchema.SectionName(section)}.{ConnectionSchema.KeyAt(at).Name}`||{ConnectionSchema.KeyAt(at).Range}|deployed";
    }

    [Fact]
    public void The_table_in_the_guide_is_the_firmwares()
    {
        var table = File.ReadLines(Readme).Where(line => line.StartsWith("| `", StringComparison.Ordinal));
        var documented = table.Select(line => string.Join('|', line.Split('|').Skip(1).Take(4).Select(cell => cell.Trim())));
        Assert.Equal(
            Rows().Select(row => $"`{row.Path}`|{row.Key.Unit}|{row.Key.Range}|{Text(row.Key, row.Default)}").Concat(TextRows()), documented);
    }

    [Fact]
    public void The_example_in_the_guide_is_taken_whole()
    {
        var example = File.ReadAllText(Readme).Split("```json")[1].Split("```")[0];
        var desired = TwinTest.Fresh();
        desired.TakeWhole(Firmware.VirtualDevice.Hub.TwinDocument.Parse(example)!);
        Assert.Equal("", desired.Unknown);
        Assert.Equal(60_000, desired.Settings.IntervalMs);
        Assert.Equal(-135, desired.Settings.Temperature.Offset);
        Assert.False(desired.Settings.Pressure.Enabled);
    }

    [Fact]
    public void Every_section_begins_where_the_one_before_ends()
    {
        Assert.Equal(TwinSchema.Count, Rows().Count());
        Assert.Equal(TwinSchema.Count, TwinSchema.FirstOf(TwinSchema.SectionCount));
    }

    [Fact]
    public void Each_key_has_a_number_of_its_own_that_fits_a_byte()
    {
        var ids = Rows().Select(row => row.Key.Id).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.InRange(id, 1, 255));
    }

    // Flash holds these numbers: a key that changes its own would be read as another by a device that is updated.
    [Fact]
    public void Numbers_in_flash_never_change() => Assert.Equal(
        "1:sampling.intervalMs 2:sampling.oversampling.temperature 3:sampling.oversampling.humidity 4:sampling.oversampling.pressure "
        + "5:sampling.iirFilter 16:log.level 17:derived.dewPoint 18:derived.absoluteHumidity 19:derived.seaLevelPressure "
        + "20:derived.altitude 24:telemetry.format 25:telemetry.intervalMs "
        + "26:telemetry.maxBytes 28:power.mode 29:power.batch 32:channels.temperature.enabled 42:channels.temperature.emaAlpha "
        + "64:channels.humidity.enabled 74:channels.humidity.emaAlpha 96:channels.pressure.enabled 106:channels.pressure.emaAlpha",
        string.Join(' ', Rows().Where(row => !row.Path.StartsWith("channels", StringComparison.Ordinal)
            || row.Path.EndsWith("enabled", StringComparison.Ordinal) || row.Path.EndsWith("emaAlpha", StringComparison.Ordinal))
            .OrderBy(row => row.Key.Id).Select(row => $"{row.Key.Id}:{row.Path}")));

    [Fact]
    public void Every_default_is_within_its_range_and_reads_back_from_its_own_text() => Assert.All(Rows(), row =>
    {
        Assert.True(row.Key.IsValid(row.Default), row.Path);
        var value = TwinTest.ValueOf(JsonDocument.Parse(Text(row.Key, row.Default, isJson: true)).RootElement);
        if (value is null) return; // absent by default
        Assert.True(row.Key.TryRead(value, out var read), row.Path);
        Assert.Equal(row.Default, read);
    });

    [Fact]
    public void Every_key_changes_the_settings_at_its_own_place()
    {
        var own = TwinMapping.ValuesOf(new DeviceSettings());
        for (var at = 0; at < TwinSchema.Count; at++)
        {
            var values = new TwinValues(own);
            values.Set(at, own[at] == 1 ? 0 : 1);
            var merged = TwinMapping.ValuesOf(TwinMapping.Merge(new DeviceSettings(), values));
            Assert.Equal([at], Enumerable.Range(0, TwinSchema.Count).Where(i => merged[i] != own[i]));
            Assert.Equal(values.Get(at), merged[at]);
        }
    }

    [Fact]
    public void Merging_keeps_every_setting_that_no_twin_can_set()
    {
        var own = (DeviceSettings)Different(typeof(DeviceSettings), new DeviceSettings());
        var merged = TwinMapping.Merge(own, new TwinValues(TwinMapping.ValuesOf(own)));
        AssertEqual(own, merged);
    }

    private static string Text(TwinKey key, int value, bool isJson = false)
    {
        var text = new StringBuilder();
        key.Append(text, value);
        return isJson ? text.ToString() : text.ToString().Trim('"');
    }

    // The same settings with every value another one than the default.
    private static object Different(Type type, object settings)
    {
        foreach (var property in Writable(type))
            property.SetValue(settings, property.GetValue(settings) switch
            {
                int number => number + 1,
                bool flag => !flag,
                Enum code => Enum.ToObject(property.PropertyType, Convert.ToInt32(code, null) + 1),
                object nested => Different(property.PropertyType, nested),
                null => null,
            });
        return settings;
    }

    private static void AssertEqual(object expected, object actual)
    {
        foreach (var property in Writable(expected.GetType()))
        {
            var (one, other) = (property.GetValue(expected)!, property.GetValue(actual)!);
            if (one is int or bool or Enum) Assert.True(one.Equals(other), $"{property.Name}: {one} became {other}");
            else AssertEqual(one, other);
        }
    }

    private static IEnumerable<PropertyInfo> Writable(Type type) => type.GetProperties().Where(property => property.CanWrite);
}
