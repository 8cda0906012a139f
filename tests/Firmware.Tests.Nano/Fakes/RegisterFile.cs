using Firmware.Core.Ports;
using Firmware.Core.Sensors;

namespace Firmware.Tests.Nano.Fakes
{
    /// <summary>
    /// 256 registers that behave as much like a BME280 as the driver's tests need: reset, forced conversions, brown-out, and
    /// transfers that fail on demand. It keeps what was asked of it.
    /// </summary>
    public sealed class RegisterFile : IRegisterBus
    {
        private int _busyReads;

        public byte[] Bytes { get; } = new byte[256];

        public int AdcTemperature { get; set; } = 519_888;

        public int AdcPressure { get; set; } = 415_148;

        public int AdcHumidity { get; set; } = 30_000;

        /// <summary>How many times the status says "measuring" after a conversion was started.</summary>
        public int BusyReadsPerConversion { get; set; }

        /// <summary>Whether the status tells of a running conversion; otherwise only the mode does.</summary>
        public bool ShowsMeasuring { get; set; } = true;

        /// <summary>Whether transfers are not written down, which costs memory.</summary>
        public bool IsQuiet { get; set; }

        /// <summary>Bits of the status that are set whatever the chip does.</summary>
        public byte StuckStatus { get; set; }

        /// <summary>How many times the status says "im_update" after a reset.</summary>
        public int ImUpdateReads { get; set; }

        /// <summary>How many transfers go well before the next ones fail.</summary>
        public int TransfersUntilFailure { get; set; } = int.MaxValue;

        /// <summary>How many transfers fail then.</summary>
        public int FailuresLeft { get; set; }

        public int Transfers { get; private set; }

        /// <summary>Every write, as "F2=1 F4=36 ": the register in hexadecimal, the value in decimal.</summary>
        public string Writes { get; private set; } = "";

        /// <summary>Every read, as "F7+8 ".</summary>
        public string Reads { get; private set; } = "";

        public static RegisterFile Bme280()
        {
            var file = new RegisterFile();
            DatasheetCalibration.CopyTo(file.Bytes);
            file.Bytes[Bme280Registers.Id] = Bme280Registers.ChipId;
            file.BrownOut();
            return file;
        }

        /// <summary>Puts the control and data registers back to their reset values, as losing the supply does.</summary>
        public void BrownOut()
        {
            for (int i = Bme280Registers.CtrlHum; i <= Bme280Registers.Config; i++) Bytes[i] = 0;
            Store(Bme280Registers.SkippedAdc20, Bme280Registers.SkippedAdc20, Bme280Registers.SkippedAdc16);
        }

        public void Fail(int transfersFromNow, int times)
        {
            TransfersUntilFailure = transfersFromNow;
            FailuresLeft = times;
        }

        public void ForgetTransfers()
        {
            Writes = "";
            Reads = "";
        }

        public bool TryRead(byte register, byte[] into, int count)
        {
            if (IsFailing()) return false;
            if (!IsQuiet) Reads += Hex(register) + "+" + count.ToString() + " ";
            if (register <= Bme280Registers.Status && register + count > Bme280Registers.Status) Refresh();
            for (var i = 0; i < count; i++) into[i] = Bytes[register + i];
            return true;
        }

        public bool TryWrite(byte register, byte value)
        {
            if (IsFailing()) return false;
            if (!IsQuiet) Writes += Hex(register) + "=" + ((int)value).ToString() + " ";
            if (register == Bme280Registers.Reset) BrownOut();
            else Bytes[register] = value;
            if (register == Bme280Registers.CtrlMeas && (value & Bme280Registers.ModeMask) != 0) _busyReads = BusyReadsPerConversion;
            return true;
        }

        private static string Hex(byte value) => HexDigit(value >> 4) + HexDigit(value & 15);

        private static string HexDigit(int value) => "0123456789ABCDEF".Substring(value, 1);

        private bool IsFailing()
        {
            Transfers++;
            if (TransfersUntilFailure > 0)
            {
                TransfersUntilFailure--;
                return false;
            }

            if (FailuresLeft == 0) return false;
            FailuresLeft--;
            return true;
        }

        private void Refresh()
        {
            Bytes[Bme280Registers.Status] = StuckStatus;
            if (ImUpdateReads > 0)
            {
                ImUpdateReads--;
                Bytes[Bme280Registers.Status] |= Bme280Registers.StatusImUpdate;
            }

            if ((Bytes[Bme280Registers.CtrlMeas] & Bme280Registers.ModeMask) == 0) return;
            if (_busyReads > 0)
            {
                _busyReads--;
                if (ShowsMeasuring) Bytes[Bme280Registers.Status] |= Bme280Registers.StatusMeasuring;
                return;
            }

            Bytes[Bme280Registers.CtrlMeas] &= 0xFC;
            Store(AdcPressure, AdcTemperature, AdcHumidity);
        }

        private void Store(int pressure, int temperature, int humidity)
        {
            Store20(Bme280Registers.Data, pressure);
            Store20(Bme280Registers.Data + 3, temperature);
            Bytes[Bme280Registers.Data + 6] = (byte)(humidity >> 8);
            Bytes[Bme280Registers.Data + 7] = (byte)(humidity & 0xFF);
        }

        private void Store20(int register, int value)
        {
            Bytes[register] = (byte)(value >> 12);
            Bytes[register + 1] = (byte)(value >> 4 & 0xFF);
            Bytes[register + 2] = (byte)(value << 4 & 0xF0);
        }
    }
}
