using System;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using Firmware.Core;
using Firmware.Core.Diagnostics;
using Firmware.Core.Ports;
using nanoFramework.Runtime.Native;

namespace Firmware.Esp32
{
    /// <summary>The firmware on the board: plugs the adapters into Core's node, runs its two loops, reboots when either stops.</summary>
    internal static class Program
    {
        private const string DeviceFilePath = "I:\\device.json";
        private const string RootsPath = "I:\\ca.pem";
        private const string SlotPrefix = "I:\\slot-";

        // One turn of the sampling loop is some ten bus transfers, each at most 1 s long at either address.
        private const int SamplingStepMaxMs = 120000;

        // One turn of the uplink loop is at most a registration (60 s) or a connection, plus what TLS and name resolution take.
        private const int UplinkStepMaxMs = 600000;

        private const int ConfigurationPollMs = 10000;

        // The reason must leave the serial port, and a board that fails at once must not spin.
        private const int RebootPauseMs = 5000;

        /// <summary>Where nanoFramework starts the application. Never returns.</summary>
        public static void Main()
        {
            DeviceClock clock = new DeviceClock();
            LeveledLog log = new LeveledLog(new SerialLog(clock), LogLevel.Information);
            string reason = "supervision ended";
            try
            {
                Start(clock, log).Run();
            }
            catch (Exception e)
            {
                reason = "start failed with " + e.GetType().FullName + ": " + e.Message;
            }

            log.Write(LogLevel.Error, "main", new LogText("rebooting").With("reason", reason).Text);
            Thread.Sleep(RebootPauseMs);
            Power.RebootDevice();
        }

        private static Supervisor Start(DeviceClock clock, LeveledLog log)
        {
            Board.AssignPins();
            DpsIdentity configuration = AwaitConfiguration(log);
            DevicePorts ports = PortsOf(configuration, clock, log);
            SensorNode node = new SensorNode(ports, new DeviceSettings(), SeedOf(configuration.RegistrationId));
            LogText started = new LogText("started").With("device", configuration.RegistrationId).With("boot", node.Boot);
            log.Write(LogLevel.Information, "main", started.Text);
            SupervisedLoop[] loops = new SupervisedLoop[]
            {
                new SupervisedLoop("sampling", node.StepSampling, clock, SamplingStepMaxMs),
                new SupervisedLoop("uplink", node.StepUplink, clock, UplinkStepMaxMs),
            };
            foreach (SupervisedLoop loop in loops) loop.Start();
            return new Supervisor(node, loops, ports.Power!, log);
        }

        private static DevicePorts PortsOf(DpsIdentity configuration, DeviceClock clock, LeveledLog log)
        {
            X509Certificate? roots = RootCertificates.Read(RootsPath, log);
            HubClient hub = new HubClient(configuration.Key, roots, clock, log);
            I2cRegisterBus bus = new I2cRegisterBus(Board.I2cBus, Board.SensorAddressSdoLow, Board.SensorAddressSdoHigh);
            return new DevicePorts(
                bus,
                clock,
                new WifiNetwork(log),
                new DpsProvisioning(configuration, roots, log),
                hub,
                new FileFlashSlots(SlotPrefix, log),
                log)
            {
                Twin = hub,
                Requests = hub,
                Board = new BoardReport(),
                Power = new BoardPower(log),
                Dps = configuration,
                Siblings = new PackagedSensors(bus),
            };
        }

        // The file can be deployed while the board runs; until then each attempt says on the log what to do.
        private static DpsIdentity AwaitConfiguration(LeveledLog log)
        {
            DpsIdentity? configuration = DeviceFile.Read(DeviceFilePath, log);
            while (configuration == null)
            {
                Thread.Sleep(ConfigurationPollMs);
                configuration = DeviceFile.Read(DeviceFilePath, log);
            }

            return configuration;
        }

        // Random is esp_random() on this chip, whatever seed it is given (nf-interpreter, targets/ESP32/_nanoCLR/targetRandom.cpp), and
        // that is pseudo-random only until the radio is on (ESP-IDF Programming Guide, "Random Number Generation"), which it may not
        // be yet. So the clock is mixed in: it differs by how long the start took and, but after a power-on, by the time of day.
        // Boards that boot together must not retry together either: the name sets them apart.
        private static int SeedOf(string registrationId)
        {
            int seed = unchecked(new Random().Next() ^ (int)DateTime.UtcNow.Ticks ^ (int)(DateTime.UtcNow.Ticks >> 32));
            foreach (char c in registrationId.ToCharArray()) seed = unchecked((seed * 31) + c);
            return seed;
        }
    }
}
