using RerankFunctions.Emulators.Cohere;

namespace RerankFunctions.Emulators.Arctic;

public static partial class LocalModels
{
    /// <summary>Why they cannot run here, in half a sentence, or null.</summary>
    public static string? Missing => ArcticPackage.Missing;

    /// <summary>Loads them, which takes about half a second of work.</summary>
    /// <param name="folder">Where vectors of documents are kept between starts; null keeps them while the process runs.</param>
    /// <exception cref="InvalidDataException">The weights are not those expected.</exception>
    /// <exception cref="IOException">Another process has the folder's vectors open.</exception>
    public static IEmulatorModels Load(string? folder) => ArcticModels.Load(folder);
}
