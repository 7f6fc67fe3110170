using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace RerankFunctions.Local.Tests;

/// <summary>
/// A stand-in's member that nobody calls is a promise about an official package that nothing holds us to. Uses are told by name and number of
/// parameters; attributes are left out, since what is written in them is data rather than calls.
/// </summary>
public class StandinTests
{
    [Theory]
    [InlineData("Standin.Qdrant.Client")]
    [InlineData("Standin.FunctionsWorker")]
    public void Stand_ins_hold_only_what_is_used(string standin)
    {
        var file = Path.Combine(AppContext.BaseDirectory, $"{standin}.dll");
        Assert.SkipUnless(File.Exists(file), "Built with the official packages: no stand-in is in use.");

        var used = Directory.EnumerateFiles(AppContext.BaseDirectory, "RerankFunctions*.dll").SelectMany(UsesOf(standin)).ToHashSet();
        var unused = Assembly.LoadFrom(file).GetExportedTypes()
            .Where(type => !type.IsEnum && !typeof(Attribute).IsAssignableFrom(type) && WrittenByHand(type))
            .SelectMany(type => Members(type).Where(member => !used.Contains(Name(type.FullName!, member.Name, member.GetParameters().Length)))
                .Select(member => $"{type.FullName}.{member.Name}({string.Join(", ", member.GetParameters().Select(one => one.ParameterType.Name))})"));
        Assert.True(!unused.Any(), $"Nobody uses:\n{string.Join('\n', unused)}");
    }

    /// <summary>Public members of the type's own, but for those that an interface or a base class asks for.</summary>
    private static IEnumerable<MethodBase> Members(Type type)
    {
        const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var asked = type.IsInterface ? [] : type.GetInterfaces().SelectMany(one => type.GetInterfaceMap(one).TargetMethods).ToHashSet();
        return type.GetMethods(Own)
            .Where(method => !asked.Contains(method) && method.GetBaseDefinition() == method && WrittenByHand(method) && !InGeneratedMessage(type, method));
    }

    // protoc writes messages and services; beside a message we write conversions only.
    private static bool InGeneratedMessage(Type type, MethodInfo method)
        => typeof(Google.Protobuf.IMessage).IsAssignableFrom(type) && !method.Name.StartsWith("op_Implicit", StringComparison.Ordinal);

    private static bool WrittenByHand(MemberInfo member)
        => member.DeclaringType?.FullName?.Contains('+') is not true
            && member.GetCustomAttribute<System.CodeDom.Compiler.GeneratedCodeAttribute>() is null
            && !member.Name.EndsWith("Reflection", StringComparison.Ordinal)
            && !IsService(member as Type ?? member.DeclaringType!);

    private static bool IsService(Type type) => type.Name is "Collections" or "Points" or "Qdrant" || type.DeclaringType is not null;

    private static Func<string, IEnumerable<string>> UsesOf(string standin) => file =>
    {
        using var stream = File.OpenRead(file);
        using var image = new PEReader(stream);
        var metadata = image.GetMetadataReader();
        return [.. metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference && member.GetKind() == MemberReferenceKind.Method)
            .Select(member => (member, type: metadata.GetTypeReference((TypeReferenceHandle)member.Parent)))
            .Where(use => use.type.ResolutionScope.Kind == HandleKind.AssemblyReference
                && metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)use.type.ResolutionScope).Name) == standin)
            .Select(use => Name(
                $"{metadata.GetString(use.type.Namespace)}.{metadata.GetString(use.type.Name)}",
                metadata.GetString(use.member.Name),
                metadata.GetBlobReader(use.member.Signature) is var signature ? ParameterCount(ref signature) : 0))];
    };

    private static int ParameterCount(ref BlobReader signature)
    {
        if (signature.ReadSignatureHeader().IsGeneric)
            signature.ReadCompressedInteger();
        return signature.ReadCompressedInteger();
    }

    private static string Name(string type, string member, int parameters) => $"{type}.{member}/{parameters}";
}
