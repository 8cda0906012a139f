namespace System.Security.Cryptography.X509Certificates
{
    public class X509Certificate
    {
        internal readonly string Pem;

        public X509Certificate(string certificate) =>
            Pem = certificate.Contains("-----BEGIN CERTIFICATE-----") ? certificate : throw new InvalidOperationException();
    }
}
