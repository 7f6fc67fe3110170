using System.Numerics.Tensors;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Microsoft.ML.OnnxRuntime;

namespace RerankFunctions.Emulators.Arctic;

/// <summary>The network itself: token ids to vectors of unit length, 384 numbers each.</summary>
internal sealed class ArcticNetwork : IDisposable
{
    public const int Dimensions = 384;

    /// <summary>The most tokens of a text that it takes, the two around it included.</summary>
    public const int MaxTokens = 512;

    private static readonly string[] Inputs = ["input_ids", "attention_mask", "token_type_ids"];
    private static readonly string[] Outputs = ["last_hidden_state"];

    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();

    // The library is loaded from where restore has put it: copied beside every program it would be 135 MB each for all platforms.
    static ArcticNetwork() => AssemblyLoadContext.Default.ResolvingUnmanagedDll += (assembly, name) =>
        assembly == typeof(InferenceSession).Assembly && name.Contains("onnxruntime", StringComparison.Ordinal)
            ? NativeLibrary.Load(ArcticPackage.RuntimeLibrary)
            : 0;

    public ArcticNetwork(byte[] weights)
    {
        using var options = new Microsoft.ML.OnnxRuntime.SessionOptions();
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0"); // waiting must not cost what others could use
        options.LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR;
        _session = new InferenceSession(weights, options);
    }

    /// <summary>Runs a few texts at once. They should be about as long as each other: the shorter are filled up, and that costs.</summary>
    public float[][] Run(IReadOnlyList<long[]> texts)
    {
        var length = texts.Max(ids => ids.Length);
        var (tokens, mask) = (new long[texts.Count * length], new long[texts.Count * length]);
        for (var i = 0; i < texts.Count; i++)
        {
            texts[i].CopyTo(tokens, i * length);
            mask.AsSpan(i * length, texts[i].Length).Fill(1);
        }

        long[] shape = [texts.Count, length];
        using var ids = OrtValue.CreateTensorValueFromMemory(tokens, shape);
        using var attention = OrtValue.CreateTensorValueFromMemory(mask, shape);
        using var types = OrtValue.CreateTensorValueFromMemory(new long[tokens.Length], shape);
        using var states = _session.Run(_run, Inputs, [ids, attention, types], Outputs);
        var hidden = states[0].GetTensorDataAsSpan<float>();

        var vectors = new float[texts.Count][];
        for (var i = 0; i < vectors.Length; i++)
        {
            // The model's vector is the state of its first token, [CLS].
            var vector = hidden.Slice(i * length * Dimensions, Dimensions).ToArray();
            TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
            vectors[i] = vector;
        }

        return vectors;
    }

    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }
}
