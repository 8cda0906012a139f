using Firmware.Esp32.Stubs;

namespace nanoFramework.M2Mqtt
{
    public class MqttSettings
    {
        private MqttSettings()
        {
        }

        public static MqttSettings Instance => throw Stub.Called();

        public int InflightQueueSize
        {
            get => throw Stub.Called();
            set => throw Stub.Called();
        }
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
        public UserProperty(string name, string value) => throw Stub.Called();
    }
}
