namespace UnitsNet
{
    public struct Temperature
    {
        private Temperature(double value) => DegreesCelsius = value;

        public double DegreesCelsius { get; }

        public static Temperature FromDegreesCelsius(double degreescelsius) => new Temperature(degreescelsius);
    }

    public struct Pressure
    {
        private Pressure(double value) => Pascals = value;

        public double Pascals { get; }

        public static Pressure FromPascals(double pascals) => new Pressure(pascals);
    }

    public struct RelativeHumidity
    {
        private RelativeHumidity(double value) => Percent = value;

        public double Percent { get; }

        public static RelativeHumidity FromPercent(double percent) => new RelativeHumidity(percent);
    }
}
