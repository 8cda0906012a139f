using System.Text;
using Firmware.Core.Configuration;
using Firmware.Core.Ports;

namespace Firmware.Core.Methods
{
    /// <summary>The short answers. Pure.</summary>
    internal static class MethodBody
    {
        /// <summary>An answer that says what is wrong, and the status once more.</summary>
        public static MethodAnswer Refusal(int status, string reason)
        {
            var text = new StringBuilder(128);
            var members = new JsonPaths(text);
            members.Number("status", status);
            members.Text("error", reason);
            members.End();
            return new MethodAnswer(status, text.ToString());
        }

        /// <summary>An answer of one number.</summary>
        public static MethodAnswer Number(int status, string name, int value)
        {
            var text = new StringBuilder(32);
            var members = new JsonPaths(text);
            members.Number(name, value);
            members.End();
            return new MethodAnswer(status, text.ToString());
        }
    }
}
