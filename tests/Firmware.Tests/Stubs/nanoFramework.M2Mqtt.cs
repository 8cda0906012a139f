namespace nanoFramework.M2Mqtt
{
    public class MqttSettings
    {
        private MqttSettings()
        {
        }

        public static MqttSettings Instance { get; } = new MqttSettings();

        public int InflightQueueSize { get; set; } = int.MaxValue;
    }
}

namespace nanoFramework.M2Mqtt.Messages
{
    public enum MqttQoSLevel
    {
        AtMostOnce = 0,
        AtLeastOnce = 1,
        ExactlyOnce = 2,
        GrantedFailure = 128,
    }

    public class UserProperty
    {
        public UserProperty(string name, string value)
        {
            Name = name;
            Value = value;
        }

        public string Name { get; set; }

        public string Value { get; set; }
    }
}
