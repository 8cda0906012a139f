using System.Text;

namespace Firmware.Core.Configuration
{
    /// <summary>Writes the acknowledgements of desired properties as reported properties: value, ac, av, ad. Used by one thread.</summary>
    internal sealed class AcknowledgementReport
    {
        private readonly DesiredProperties _desired;
        private string _reportedUnknown = "?"; // no list of names: the first report says even that there are none

        public AcknowledgementReport(DesiredProperties desired)
        {
            _desired = desired;
        }

        /// <summary>Whether there is something that the cloud does not have yet.</summary>
        public bool IsDue
        {
            get
            {
                for (var i = 0; i < TwinSchema.SectionCount; i++)
                    if (_desired.AcknowledgementOf(i).IsDue) return true;
                for (var i = 0; i < ConnectionCount; i++)
                    if (_desired.Connection!.AcknowledgementOf(i).IsDue) return true;
                return _desired.Unknown != _reportedUnknown;
            }
        }

        /// <summary>Writes what is due.</summary>
        public void Write(StringBuilder into, JsonPaths members)
        {
            for (var i = 0; i < TwinSchema.SectionCount; i++)
            {
                if (!_desired.AcknowledgementOf(i).IsDue) continue;
                members.Begin(TwinSchema.SectionName(i));
                WriteAnswer(into, _desired.AcknowledgementOf(i), i, isConnection: false);
            }

            for (var i = 0; i < ConnectionCount; i++)
            {
                if (!_desired.Connection!.AcknowledgementOf(i).IsDue) continue;
                members.Begin(ConnectionSchema.SectionName(i));
                WriteAnswer(into, _desired.Connection.AcknowledgementOf(i), i, isConnection: true);
            }

            if (_desired.Unknown != _reportedUnknown) members.Text("unknownKeys", _desired.Unknown);
        }

        /// <summary>Notes that the cloud has what <see cref="Write"/> wrote; nothing may have been taken in between.</summary>
        public void Confirm()
        {
            for (var i = 0; i < TwinSchema.SectionCount; i++) _desired.AcknowledgementOf(i).IsDue = false;
            for (var i = 0; i < ConnectionCount; i++) _desired.Connection!.AcknowledgementOf(i).IsDue = false;
            _reportedUnknown = _desired.Unknown;
        }

        private int ConnectionCount => _desired.Connection == null ? 0 : ConnectionSchema.SectionCount;

        // {"ac":200,"av":3,"ad":null,"value":{...}} or, where the section is not desired, null, which deletes.
        private void WriteAnswer(StringBuilder into, Acknowledgement answer, int section, bool isConnection)
        {
            if (answer.Code == 0)
            {
                into.Append("null");
                return;
            }

            var members = new JsonPaths(into);
            members.Number("ac", answer.Code);
            members.Number("av", answer.Version);
            members.Begin("ad");
            if (answer.Reason == null) into.Append("null"); // deletes the reason of an earlier refusal
            else JsonText.Append(into, answer.Reason);
            members.Begin("value");
            if (isConnection) _desired.Connection!.WriteValue(into, section);
            else SectionValues.Append(into, section, _desired.Values);
            members.End();
        }
    }
}
