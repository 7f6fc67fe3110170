using System.Collections;
using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace RerankFunctions.Emulators.Qdrant.Protocol;

/// <summary>
/// Sees to it that nothing a request asks for is passed over: whatever it sets beyond <see cref="ImplementedFields"/>, at any depth, is
/// refused by name, and so is what the client's protocol does not know.
/// </summary>
internal static class AskedFields
{
    private static readonly ConcurrentDictionary<MessageDescriptor, Look> Looks = new();

    /// <exception cref="Grpc.Core.RpcException">Something is asked for that the emulator does not do.</exception>
    public static void Check(IMessage request)
    {
        if (UnknownField.In(request) is { } unknown)
            throw Refusal.NotEmulated($"field {unknown}");
        Check(request, LookAt(request.Descriptor));
    }

    private static void Check(IMessage message, Look look)
    {
        foreach (var field in look.Refused)
        {
            if (IsSet(field, message))
                throw Refusal.NotEmulated($"field {field.FullName}");
        }
        foreach (var (field, values) in look.Enums)
        {
            if (IsSet(field, message))
                CheckEnum(field, values, field.Accessor.GetValue(message));
        }
        foreach (var field in look.Messages)
        {
            foreach (var inner in Messages(field.Accessor.GetValue(message)))
                Check(inner, LookAt(inner.Descriptor));
        }
    }

    private static bool IsSet(FieldDescriptor field, IMessage message)
    {
        if (field.HasPresence)
            return field.Accessor.HasValue(message);
        return field.Accessor.GetValue(message) switch
        {
            ICollection values => values.Count > 0,
            string text => text.Length > 0,
            ByteString bytes => !bytes.IsEmpty,
            bool set => set,
            var number => Convert.ToDouble(number, null) != 0,
        };
    }

    private static void CheckEnum(FieldDescriptor field, IReadOnlySet<string> implemented, object value)
    {
        foreach (var number in value is IList several ? several.Cast<object>() : [value])
        {
            var name = field.EnumType.FindValueByNumber((int)number)?.Name;
            if (name is null || !implemented.Contains(name))
                throw Refusal.NotEmulated($"{field.EnumType.FullName} {name ?? number} for field {field.FullName}");
        }
    }

    private static IEnumerable<IMessage> Messages(object? value) => value switch
    {
        null => [],
        IMessage message => [message],
        IDictionary map => map.Values.OfType<IMessage>(),
        IEnumerable several => several.OfType<IMessage>(),
        _ => [],
    };

    private static Look LookAt(MessageDescriptor type) => Looks.GetOrAdd(type, Look.At);

    /// <summary>Where in a message of one type something could be that is not implemented: numbers and texts need no look.</summary>
    private sealed record Look(
        IReadOnlyList<FieldDescriptor> Refused,
        IReadOnlyList<(FieldDescriptor Field, IReadOnlySet<string> Values)> Enums,
        IReadOnlyList<FieldDescriptor> Messages)
    {
        public static Look At(MessageDescriptor type)
        {
            var implemented = ImplementedFields.FieldsOf(type);
            var fields = type.Fields.InDeclarationOrder();
            var taken = fields.Where(field => implemented.Contains(field.Name)).ToList();
            return new Look(
                [.. fields.Except(taken)],
                [.. taken.Where(field => field.FieldType == FieldType.Enum).Select(field => (field, ImplementedFields.FieldsOf(field.EnumType)))],
                [.. taken.Where(field => ValueType(field) is { } inner && CanHoldMore(inner, []))]);
        }

        private static MessageDescriptor? ValueType(FieldDescriptor field)
        {
            var value = field.IsMap ? field.MessageType.FindFieldByName("value") : field;
            return value.FieldType == FieldType.Message ? value.MessageType : null;
        }

        private static bool CanHoldMore(MessageDescriptor type, HashSet<MessageDescriptor> seen)
        {
            if (!seen.Add(type))
                return false;
            var implemented = ImplementedFields.FieldsOf(type);
            return type.Fields.InDeclarationOrder().Any(field =>
                !implemented.Contains(field.Name)
                || field.FieldType == FieldType.Enum
                || (ValueType(field) is { } inner && CanHoldMore(inner, seen)));
        }
    }
}
