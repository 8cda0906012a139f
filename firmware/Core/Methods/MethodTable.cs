using System.Collections;
using Firmware.Core.Diagnostics;
using Firmware.Core.Persistence;
using Firmware.Core.Ports;

namespace Firmware.Core.Methods
{
    /// <summary>
    /// The direct methods: name and payload in, status and JSON out, at once. What takes longer is left to the loops. Cloud-to-device
    /// messages that name a method go the same way. Thread-safe.
    /// </summary>
    internal sealed class MethodTable : IRequestHandler
    {
        public const string Reboot = "reboot";
        public const string ReadNow = "readNow";
        public const string SelfTest = "selfTest";
        public const string ClearOutbox = "clearOutbox";
        public const string GetDiagnostics = "getDiagnostics";

        /// <summary>The longest id of a message that is repeated, in characters; IoT Hub takes 128.</summary>
        public const int MessageIdMax = 100;

        private const string Area = "method";

        private readonly NodeParts _node;
        private readonly CommandResults _results;

        public MethodTable(NodeParts node, CommandResults results)
        {
            _node = node;
            _results = results;
        }

        /// <inheritdoc/>
        public MethodAnswer Invoke(string method, string payload) => Invoke(method, payload, "");

        /// <inheritdoc/>
        public void Receive(Hashtable properties, string body)
        {
            _node.Counters.CountCloudMessage();
            var id = properties["$.mid"] as string ?? "";
            if (id.Length > MessageIdMax) id = id.Substring(0, MessageIdMax);
            var method = properties["method"] as string;
            if (method == null) Write(new LogText("message without method").With("length", body.Length));
            else _results.Add(new CommandResult(id, NameOf(method), Invoke(method, body, id).Status));
        }

        private MethodAnswer Invoke(string method, string payload, string messageId)
        {
            var answer = Answer(method, payload, messageId);
            Write(new LogText("answered").With("method", NameOf(method)).With("status", answer.Status));
            return answer;
        }

        private MethodAnswer Answer(string method, string payload, string messageId)
        {
            if (NameOf(method) != method)
                return MethodBody.Refusal(404, "no such method: there are reboot, readNow, selfTest, clearOutbox and getDiagnostics");
            if (!MethodPayload.IsEmpty(payload)) return MethodBody.Refusal(400, method + " takes no payload: leave it out, or null, or {}");
            switch (method)
            {
                case Reboot: return AskReboot(messageId);
                case ReadNow: return AskReading();
                case SelfTest: return AskSelfTest();
                case ClearOutbox: return AskClear();
                default: return new MethodAnswer(200, DiagnosticsReport.Write(_node));
            }
        }

        // The hub delivers a message again whose completion it did not see: a reboot must not follow from it each time.
        private MethodAnswer AskReboot(string messageId)
        {
            var detail = messageId.Length == 0 ? "" : "message " + messageId;
            var note = _node.Note;
            if (detail.Length > 0 && note.Reason == RestartReason.Requested && note.Detail == detail)
                return new MethodAnswer(200, "{\"done\":true}");
            return _node.Restart.Ask(RestartReason.Requested, detail, Restart.AnswerMs)
                ? MethodBody.Number(202, "inMs", Restart.AnswerMs)
                : MethodBody.Refusal(501, "this host cannot restart");
        }

        private MethodAnswer AskReading()
        {
            _node.Requests.AskReading();
            return ReadingReport.Write(_node);
        }

        private MethodAnswer AskSelfTest()
        {
            _node.Requests.AskFlashTest();
            return new MethodAnswer(200, SelfTestReport.Write(_node));
        }

        private MethodAnswer AskClear()
        {
            _node.Requests.AskClear();
            return MethodBody.Number(202, "messages", _node.Outbox.Count);
        }

        private void Write(LogText text) => _node.Log.Write(LogLevel.Information, Area, text.Text);

        // Any other name may hold anything, and is not repeated.
        private static string NameOf(string method)
        {
            switch (method)
            {
                case Reboot:
                case ReadNow:
                case SelfTest:
                case ClearOutbox:
                case GetDiagnostics: return method;
                default: return "unknown";
            }
        }
    }
}
