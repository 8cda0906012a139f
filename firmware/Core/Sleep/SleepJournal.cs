using System;
using Firmware.Core.Derived;
using Firmware.Core.Persistence;
using Firmware.Core.StoreAndForward;
using Firmware.Core.Telemetry;

namespace Firmware.Core.Sleep
{
    /// <summary>
    /// What a sleeping device measured and has not yet made messages of: samples as the chain left them, and alarms, in the order of
    /// time. An end mark stands behind what messages were made of, so that the same journal always makes the same messages, with the
    /// same numbers: also after a power cut in the middle of sending. A record is a tag (1 byte), a stamp (8) and a payload. Used by
    /// the sampling thread.
    /// </summary>
    internal sealed class SleepJournal
    {
        /// <summary>The most samples that are sure to fit.</summary>
        public const int SamplesMax = 120;

        /// <summary>The most bytes: with the rest of a <see cref="SleepNote"/> they fit a flash slot of 4 KB.</summary>
        public const int BytesMax = SamplesMax * SampleBytes + SpareBytes;

        private const int SampleBytes = StampBytes + SamplePayload.LengthBytes;
        private const int AlarmBytes = StampBytes + AlarmPayload.LengthBytes;
        private const int StampBytes = 1 + 8;
        private const int EndBytes = 1;

        // One step can add a sample, two alarms of each channel and an end mark.
        private const int StepBytesMax = SampleBytes + 6 * AlarmBytes + EndBytes;
        private const int SpareBytes = 3 * StepBytesMax;

        private const int KindMask = 3;
        private const int SampleKind = 0;
        private const int AlarmKind = 1;
        private const int EndKind = 2;
        private const int UptimeBit = 4;
        private const int RejectedBit = 8;

        private readonly byte[] _scratch = new byte[SamplePayload.MaxBytes];
        private readonly Sample _sample = new Sample();

        /// <summary>The records, from index 0.</summary>
        public byte[] Bytes { get; } = new byte[BytesMax];

        /// <summary>How many bytes there are.</summary>
        public int Length { get; private set; }

        /// <summary>The end of what messages were made of.</summary>
        public int MadeLength { get; private set; }

        /// <summary>Samples behind <see cref="MadeLength"/>.</summary>
        public int Samples { get; private set; }

        /// <summary>Whether there is an alarm behind <see cref="MadeLength"/>.</summary>
        public bool HasAlarm { get; private set; }

        /// <summary>Whether the next steps could find no room.</summary>
        public bool IsNearlyFull => Length + 2 * StepBytesMax > BytesMax;

        /// <summary>Adds a sample. What was computed from it is left out: it can be computed again.</summary>
        public void AddSample(StampKind stampKind, long stampMs, Sample sample, bool isRejected)
        {
            SamplePayload.Write(sample, _scratch);
            _scratch[0] = SamplePayload.WithoutDerived(_scratch[0]);
            if (!TryAdd(SampleKind | (isRejected ? RejectedBit : 0), stampKind, stampMs, _scratch, SamplePayload.LengthBytes)) return;
            Samples++;
        }

        /// <summary>Adds an alarm.</summary>
        public void AddAlarm(StampKind stampKind, long stampMs, byte[] payload)
        {
            if (TryAdd(AlarmKind, stampKind, stampMs, payload, AlarmPayload.LengthBytes)) HasAlarm = true;
        }

        /// <summary>Marks that messages are about to be made of all there is.</summary>
        public void AddEnd()
        {
            if (Length < BytesMax) Bytes[Length++] = EndKind;
        }

        /// <summary>Whether what stands from an index to the end is records of this firmware, and not more than fit.</summary>
        public static bool IsWhole(byte[] from, int at)
        {
            if (from.Length - at > BytesMax) return false;
            while (at < from.Length) at += LengthAt(from, at);
            return at == from.Length;
        }

        /// <summary>Takes the records of the wake before.</summary>
        public void Read(byte[] from, int at, int length)
        {
            Array.Copy(from, at, Bytes, 0, length);
            Length = length;
            MadeLength = 0;
            Count();
        }

        /// <summary>Makes messages of what stands before the last end mark and was not made into any before.</summary>
        public void Make(DeviceSettings settings, Outbox outbox)
        {
            var end = EndOfMarked();
            var telemetry = TelemetryEncoder.Of(settings, outbox);
            var derived = new DerivedQuantities(settings.Derived);
            for (var at = MadeLength; at < end; at += LengthAt(at)) Make(at, telemetry, derived, outbox);
            MadeLength = end;
            Count();
        }

        /// <summary>Removes what messages were made of, once these are safe.</summary>
        public void RemoveMade()
        {
            Array.Copy(Bytes, MadeLength, Bytes, 0, Length - MadeLength);
            Length -= MadeLength;
            MadeLength = 0;
        }

        /// <summary>Removes samples and alarms whose stamps count from a start that is over.</summary>
        public void RemoveUptimeStamps()
        {
            var kept = 0;
            for (var at = 0; at < Length;)
            {
                var length = LengthAt(at);
                if ((Bytes[at] & UptimeBit) == 0)
                {
                    Array.Copy(Bytes, at, Bytes, kept, length);
                    kept += length;
                }

                at += length;
            }

            Length = kept;
            Count();
        }

        private bool TryAdd(int tag, StampKind stampKind, long stampMs, byte[] payload, int length)
        {
            if (Length + StampBytes + length + EndBytes > BytesMax) return false;
            Bytes[Length] = (byte)(tag | (stampKind == StampKind.Uptime ? UptimeBit : 0));
            LittleEndian.WriteInt64(Bytes, Length + 1, stampMs);
            Array.Copy(payload, 0, Bytes, Length + StampBytes, length);
            Length += StampBytes + length;
            return true;
        }

        private void Make(int at, TelemetryEncoder telemetry, DerivedQuantities derived, Outbox outbox)
        {
            var kind = Bytes[at] & KindMask;
            if (kind == EndKind)
            {
                telemetry.Flush();
                return;
            }

            var stampKind = (Bytes[at] & UptimeBit) != 0 ? StampKind.Uptime : StampKind.Utc;
            var stampMs = LittleEndian.ReadInt64(Bytes, at + 1);
            Array.Copy(Bytes, at + StampBytes, _scratch, 0, LengthAt(at) - StampBytes);
            if (kind == AlarmKind)
            {
                outbox.Append(stampKind, stampMs, _scratch, AlarmPayload.LengthBytes, isAlert: true);
                return;
            }

            SamplePayload.Read(_scratch, _sample);
            derived.Apply(_sample);
            telemetry.Add(stampMs, stampKind, stampMs, _sample, (Bytes[at] & RejectedBit) != 0);
        }

        private void Count()
        {
            Samples = 0;
            HasAlarm = false;
            for (var at = MadeLength; at < Length; at += LengthAt(at))
            {
                var kind = Bytes[at] & KindMask;
                if (kind == SampleKind) Samples++;
                if (kind == AlarmKind) HasAlarm = true;
            }
        }

        private int EndOfMarked()
        {
            var end = MadeLength;
            for (var at = MadeLength; at < Length; at += LengthAt(at))
                if ((Bytes[at] & KindMask) == EndKind) end = at + EndBytes;
            return end;
        }

        private int LengthAt(int at) => LengthAt(Bytes, at);

        private static int LengthAt(byte[] from, int at)
        {
            switch (from[at] & KindMask)
            {
                case SampleKind: return SampleBytes;
                case AlarmKind: return AlarmBytes;
                default: return EndBytes;
            }
        }
    }
}
