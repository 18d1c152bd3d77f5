using System.Text.Json;
using VoiceLake.DataFactory.Model;
using VoiceLake.DataFactory.Serving.Arm;

namespace VoiceLake.DataFactory.Serving.Resources;

/// <summary>Whether triggers are at work: start and stop decide that, never what a client writes.</summary>
internal static class TriggerStates
{
    public const string Started = "Started";
    public const string Stopped = "Stopped";

    public static bool IsStarted(FactoryResource resource) => resource is Trigger { RuntimeState: Started };

    public static Trigger With(Trigger trigger, string state) => (Trigger)trigger.WithMember(JsonSerializer.SerializeToElement(state), "properties", "runtimeState");

    /// <summary>The trigger to be written: stopped, and only in place of a stopped one.</summary>
    public static Trigger Keep(Trigger trigger, StoredResource? old)
    {
        if (old is not null)
        {
            CheckStopped(old);
        }

        return With(trigger, Stopped);
    }

    public static void CheckStopped(StoredResource resource)
    {
        if (IsStarted(resource.Resource))
        {
            throw new ArmException(400, "TriggerEnabledCannotUpdate", $"The trigger '{resource.Resource.Name}' is started and cannot be changed or deleted: stop it first.", resource.Id);
        }
    }
}
