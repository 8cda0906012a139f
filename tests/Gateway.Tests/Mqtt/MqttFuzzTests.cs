using System.Buffers;
using Gateway.Mqtt;
using Gateway.Mqtt.Packets;

namespace Gateway.Tests.Mqtt;

public sealed class MqttFuzzTests
{
    /// <summary>What reading one input of at most a few hundred bytes may allocate: strings, lists, one exception with its text.</summary>
    private const long AllocatedBytesMax = 32_768;

    [Fact]
    public void Mutated_packets_are_read_or_refused_with_one_exception_and_little_memory()
    {
        var fuzz = FuzzRun.FromEnvironment(casesByDefault: 200_000);
        var random = new Random(fuzz.Seed);
        var (read, refused) = (0L, 0L);
        for (var number = 0L; number < fuzz.Cases; number++)
        {
            var bytes = Mutate(random);
            var where = $"seed {fuzz.Seed}, case {number}: {Convert.ToHexString(bytes)}";
            var input = random.Next(4) == 0 ? Segments.CutAt(bytes, random.Next(bytes.Length + 1)) : new ReadOnlySequence<byte>(bytes);
            if (ReadAll(input, where, out var packets)) read++;
            else refused++;
            foreach (var packet in packets) AssertSurvivesRewriting(packet, where);
        }
        Assert.True(read > fuzz.Cases / 20 && refused > fuzz.Cases / 20, $"one-sided mutations: {read} read, {refused} refused");
    }

    private static bool ReadAll(ReadOnlySequence<byte> buffer, string where, out List<MqttPacket> packets)
    {
        packets = [];
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            while (MqttPacketReader.TryRead(ref buffer, MqttLimits.Default, out var packet)) packets.Add(packet);
            return true;
        }
        catch (MqttProtocolViolationException)
        {
            return false;
        }
        catch (Exception failure)
        {
            throw new Xunit.Sdk.XunitException($"{where}\n{failure}");
        }
        finally
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated <= AllocatedBytesMax, $"{allocated} bytes allocated; {where}");
        }
    }

    /// <summary>Whatever the reader takes, the writer can write, and the reader takes it again for the same.</summary>
    private static void AssertSurvivesRewriting(MqttPacket packet, string where)
    {
        var again = new ReadOnlySequence<byte>(PacketText.Bytes(packet));
        Assert.True(MqttPacketReader.TryRead(ref again, MqttLimits.Default, out var copy), where);
        Assert.True(PacketText.Of(packet) == PacketText.Of(copy), where);
    }

    private static byte[] Mutate(Random random)
    {
        var bytes = new List<byte>(Pick(random));
        if (random.Next(3) == 0) bytes.AddRange(Pick(random));
        for (var changes = random.Next(1, 4); changes > 0; changes--) Change(bytes, random);
        return [.. bytes];
    }

    private static byte[] Pick(Random random) => PacketCases.All[random.Next(PacketCases.All.Count)].Bytes;

    private static void Change(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count + 1);
        var isIn = at < bytes.Count;
        switch (random.Next(6))
        {
            case 0 when isIn: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 1 when isIn: bytes[at] = (byte)random.Next(256); break;
            case 2 when isIn: bytes.RemoveAt(at); break;
            case 3: bytes.Insert(at, (byte)random.Next(256)); break;
            case 4: bytes.RemoveRange(at, bytes.Count - at); break;
            default: bytes.InsertRange(at, Pick(random)); break;
        }
    }
}
