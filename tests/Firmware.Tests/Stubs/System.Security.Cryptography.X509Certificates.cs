using Firmware.Esp32.Stubs;

namespace System.Security.Cryptography.X509Certificates
{
    public class X509Certificate
    {
        public X509Certificate(string certificate) => throw Stub.Called();
    }
}
