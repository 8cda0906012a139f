namespace Firmware.Core.Methods
{
    /// <summary>What a method was called with. Pure.</summary>
    public static class MethodPayload
    {
        /// <summary>
        /// Whether a payload says nothing: none at all, null, {} or "", which are what the tools send where nobody gave one (RFC 8259,
        /// section 2, for the blanks).
        /// </summary>
        public static bool IsEmpty(string payload)
        {
            var rest = "";
            for (var i = 0; i < payload.Length && rest.Length < 5; i++)
                if (!IsBlank(payload[i])) rest += payload.Substring(i, 1);
            return rest.Length == 0 || rest == "null" || rest == "{}" || rest == "\"\"";
        }

        private static bool IsBlank(char character) =>
            character == ' ' || character == '\t' || character == '\r' || character == '\n';
    }
}
