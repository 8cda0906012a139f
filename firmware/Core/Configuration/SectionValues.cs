using System.Text;

namespace Firmware.Core.Configuration
{
    /// <summary>The values of one section as a JSON object, with every key. Pure.</summary>
    internal static class SectionValues
    {
        public static void Append(StringBuilder into, int section, TwinValues values)
        {
            var members = new JsonPaths(into);
            for (var i = TwinSchema.FirstOf(section); i < TwinSchema.FirstOf(section + 1); i++)
            {
                var key = TwinSchema.KeyAt(i);
                members.Begin(key.Name);
                key.Append(into, values.Get(i));
            }

            members.End();
        }
    }
}
