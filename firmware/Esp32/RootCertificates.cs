using System;
using System.IO;
using System.Security.Cryptography.X509Certificates;
using Firmware.Core.Diagnostics;
using Firmware.Core.Ports;

namespace Firmware.Esp32
{
    /// <summary>
    /// The root certificates that the hub and DPS must chain to. The file may hold several, so that the root which follows is there
    /// before the hub changes to it; README.md says which.
    /// </summary>
    internal static class RootCertificates
    {
        private const string End = "-----END CERTIFICATE-----";

        /// <summary>Reads roots as PEM, one or several after one another.</summary>
        /// <remarks>
        /// nanoFramework hands the text to mbedtls_x509_crt_parse, which takes several, but gives up TLS when a single one of them cannot
        /// be parsed (ssl_add_cert_auth_internal.cpp in nf-interpreter). So each is tried by itself, and a damaged one is left out.
        /// </remarks>
        /// <returns>
        /// The roots, or null where there is no such file or no certificate in it: TLS then uses the store of nanoff's network
        /// deployment.
        /// </returns>
        public static X509Certificate? Read(string path, ILog log)
        {
            try
            {
                if (!File.Exists(path)) return null;
                string good = GoodOf(File.ReadAllText(path), path, log, out int count);
                if (count > 0) log.Write(LogLevel.Information, "config", new LogText("root certificates").With("count", count).Text);
                return count == 0 ? null : new X509Certificate(good);
            }
            catch (IOException e)
            {
                log.Write(LogLevel.Error, "config", new LogText("cannot read").With("path", path).With("error", e.Message).Text);
                return null;
            }
        }

        private static string GoodOf(string text, string path, ILog log, out int count)
        {
            string good = "";
            count = 0;
            int end = text.IndexOf(End);
            if (end < 0) Explain(log, path, 1, "no certificate in it");
            for (int number = 1; end >= 0; number++)
            {
                string one = text.Substring(0, end + End.Length);
                text = text.Substring(end + End.Length);
                end = text.IndexOf(End);
                if (!IsGood(one, path, number, log)) continue;
                good = good + one + "\n";
                count++;
            }

            return good;
        }

        private static bool IsGood(string one, string path, int number, ILog log)
        {
            try
            {
                return new X509Certificate(one) != null;
            }
            catch (Exception e)
            {
                // The native parser throws types of its own.
                Explain(log, path, number, e.GetType().FullName);
                return false;
            }
        }

        private static void Explain(ILog log, string path, int number, string? error)
        {
            LogText text = new LogText("no PEM certificate, deploy the file again").With("path", path).With("number", number);
            log.Write(LogLevel.Error, "config", text.With("error", error).Text);
        }
    }
}
