using RerankFunctions.Emulators.Cohere;

namespace RerankFunctions.Emulators.Arctic;

public static partial class LocalModels
{
    public static string? Missing => "this was built with LocalModels=false";

    public static IEmulatorModels Load(string? folder) => throw new InvalidOperationException(Missing);
}
