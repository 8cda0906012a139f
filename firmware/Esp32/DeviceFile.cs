using System;
using System.Collections;
using System.IO;
using Firmware.Core.Ports;
using nanoFramework.Json;

namespace Firmware.Esp32
{
    /// <summary>The file device.json on the board, put there by nanoff's file deployment.</summary>
    internal static class DeviceFile
    {
        /// <summary>Reads the file.</summary>
        /// <returns>The configuration, or null after a line on <paramref name="log"/> that says what to mend.</returns>
        public static DpsIdentity? Read(string path, ILog log)
        {
            try
            {
                Hashtable values = (Hashtable)JsonConvert.DeserializeObject(File.ReadAllText(path), typeof(Hashtable));
                DpsIdentity? configuration = DeviceConfiguration.From(values, out string error);
                if (configuration == null) log.Write(LogLevel.Error, "config", path + " is incomplete:" + error);
                return configuration;
            }
            catch (IOException)
            {
                log.Write(LogLevel.Error, "config", path + " is missing: deploy it with nanoff --filedeployment");
            }
            catch (Exception e)
            {
                // The JSON reader throws several types, none of which says what is wrong.
                log.Write(
                    LogLevel.Error,
                    "config",
                    path + " is not a JSON object in UTF-8 without byte order mark (see deploy/device.json): " + e.GetType().FullName);
            }

            return null;
        }
    }
}
