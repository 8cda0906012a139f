using System;
using System.Collections;
using System.IO;
using Firmware.Core.Diagnostics;
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
                if (configuration == null) log.Write(LogLevel.Error, "config", new LogText("incomplete").With("file", path).With("error", error.Trim()).Text);
                return configuration;
            }
            catch (IOException)
            {
                log.Write(LogLevel.Error, "config", new LogText("missing; deploy it with nanoff --filedeployment").With("file", path).Text);
            }
            catch (Exception e)
            {
                // The JSON reader throws several types, none of which says what is wrong.
                LogText unreadable = new LogText("not a JSON object in UTF-8 without byte order mark; see deploy/device.json");
                log.Write(LogLevel.Error, "config", unreadable.With("file", path).With("error", e.GetType().FullName).Text);
            }

            return null;
        }
    }
}
