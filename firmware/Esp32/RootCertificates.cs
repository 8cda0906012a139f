using System;
using System.IO;
using System.Security.Cryptography.X509Certificates;
using Firmware.Core.Diagnostics;
using Firmware.Core.Ports;

namespace Firmware.Esp32
{
    /// <summary>The root certificates that the hub and DPS must chain to (DigiCert Global Root G2 for Azure).</summary>
    internal static class RootCertificates
    {
        /// <summary>Reads roots as PEM, one or several after one another.</summary>
        /// <returns>
        /// The roots, or null where there is no such file or no certificate in it: TLS then uses the store of nanoff's network
        /// deployment.
        /// </returns>
        public static X509Certificate? Read(string path, ILog log)
        {
            try
            {
                return File.Exists(path) ? new X509Certificate(File.ReadAllText(path)) : null;
            }
            catch (Exception e)
            {
                // The native parser and the file system throw types of their own.
                log.Write(LogLevel.Error, "config", new LogText("no PEM certificate; deploy it again").With("file", path).With("error", e.GetType().FullName).Text);
                return null;
            }
        }
    }
}
