using RerankFunctions.Emulators.Arctic;
using RerankFunctions.Emulators.Cohere;

namespace RerankFunctions.Local.Stack;

/// <summary>Chooses the models of the Cohere emulator and loads them.</summary>
internal static class EmulatorModels
{
    /// <summary>Loads them beside whatever else is starting.</summary>
    /// <exception cref="StartupException">They were asked for and cannot run here, or are damaged.</exception>
    public static Task<IEmulatorModels> LoadAsync(StackOptions options) => Task.Run<IEmulatorModels>(() =>
    {
        if (options.Models is StackModels.Lexical)
            return new LexicalModels();
        if (LocalModels.Missing is { } reason)
            return WordsInstead(options, reason);
        try
        {
            return LocalModels.Load(options.State?.Vectors);
        }
        catch (InvalidDataException damaged)
        {
            throw new StartupException(damaged.Message, damaged);
        }
        catch (Exception foreign) when (foreign is TypeInitializationException or DllNotFoundException or BadImageFormatException)
        {
            // A system that is not what its name promises, such as a Linux with another C library.
            return WordsInstead(options, $"ONNX Runtime does not load ({foreign.GetBaseException().Message.ReplaceLineEndings(" ")})");
        }
    });

    private static LexicalModels WordsInstead(StackOptions options, string reason)
    {
        if (options.Models is StackModels.Local)
            throw new StartupException($"The local model cannot run: {reason}. Leave --models out, or give --models lexical, to rank by words.");
        options.Report?.Invoke($"Ranking by words, without the local model: {reason}");
        return new LexicalModels();
    }
}
