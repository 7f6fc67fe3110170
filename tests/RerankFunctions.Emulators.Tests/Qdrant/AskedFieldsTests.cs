using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Qdrant.Client.Grpc;
using RerankFunctions.Emulators.Qdrant.Protocol;
using static RerankFunctions.Emulators.Tests.Qdrant.QdrantSession;
using Kind = Google.Protobuf.Reflection.FieldType;

namespace RerankFunctions.Emulators.Tests.Qdrant;

/// <summary>Nothing asked for is passed over: the official client's messages, field by field, against what the emulator implements.</summary>
public sealed class AskedFieldsTests
{
    private static readonly FileDescriptor[] Protocol =
    [
        JsonWithIntReflection.Descriptor, QdrantCommonReflection.Descriptor, CollectionsReflection.Descriptor, PointsReflection.Descriptor,
        Google.Protobuf.WellKnownTypes.TimestampReflection.Descriptor,
    ];

    private static readonly MessageDescriptor[] Messages =
        [.. Protocol.SelectMany(file => file.MessageTypes).SelectMany(WithNested).Where(type => type.ClrType is not null)];

    private static readonly EnumDescriptor[] Enums =
        [.. Protocol.SelectMany(file => file.EnumTypes).Concat(Messages.SelectMany(type => type.EnumTypes))];

    [Fact]
    public void What_is_implemented_is_named_as_in_the_protocol()
    {
        var names = Messages.ToDictionary(type => type.FullName, type => type.Fields.InDeclarationOrder().Select(field => field.Name));
        foreach (var type in Enums)
            names.Add(type.FullName, type.Values.Select(value => value.Name));

        foreach (var (type, members) in ImplementedFields.All)
            Assert.Subset(names[type].ToHashSet(), members.ToHashSet());
    }

    /// <summary>Of every message of which something is implemented, every other field: those that a later client brings among them.</summary>
    [Fact]
    public void Every_field_that_is_not_implemented_is_refused_by_name()
    {
        var refused = 0;
        foreach (var type in Messages.Where(type => ImplementedFields.All.ContainsKey(type.FullName)))
        {
            foreach (var field in type.Fields.InDeclarationOrder().Where(field => !ImplementedFields.FieldsOf(type).Contains(field.Name)))
            {
                var request = type.Parser.ParseFrom(ByteString.Empty);
                Assert.True(SetToSomething(field, request), $"{field.FullName} is of a kind that this test cannot set.");

                var refusal = Assert.Throws<RpcException>(() => AskedFields.Check(request));

                Assert.Equal(StatusCode.Unimplemented, refusal.StatusCode);
                Assert.Contains(field.FullName, refusal.Status.Detail, StringComparison.Ordinal);
                refused++;
            }
        }
        Assert.True(refused > 40, $"{refused} fields");
    }

    [Fact]
    public void Every_value_of_an_enumeration_that_is_not_implemented_is_refused_by_name()
    {
        var values =
            from message in Messages
            from field in message.Fields.InDeclarationOrder()
            where field.FieldType == Kind.Enum && !field.IsRepeated
                && ImplementedFields.FieldsOf(message).Contains(field.Name)
            from value in field.EnumType.Values
            where value.Number != 0 && !ImplementedFields.FieldsOf(field.EnumType).Contains(value.Name)
            select (message, field, value);
        Assert.NotEmpty(values);
        foreach (var (message, field, value) in values)
        {
            var request = message.Parser.ParseFrom(ByteString.Empty);
            field.Accessor.SetValue(request, Enum.ToObject(field.EnumType.ClrType, value.Number));

            Assert.Contains(value.Name, Assert.Throws<RpcException>(() => AskedFields.Check(request)).Status.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_deep_inside_a_request_is_seen()
    {
        var geo = new Condition { Field = new FieldCondition { Key = "at", GeoRadius = new GeoRadius { Radius = 1 } } };
        var nested = new Condition { Nested = new NestedCondition { Key = "list", Filter = new Filter { Should = { geo } } } };
        var request = new QueryPoints { Prefetch = { new PrefetchQuery { Filter = new Filter { MustNot = { nested } } } } };

        var refusal = Assert.Throws<RpcException>(() => AskedFields.Check(request));

        Assert.Equal("The Qdrant emulator has no field qdrant.FieldCondition.geo_radius; a real Qdrant has.", refusal.Status.Detail);
    }

    [Fact]
    public void A_field_of_a_later_protocol_is_refused_by_its_number_however_deep()
    {
        // Field 900 = 7 in the message of a point within an upsert.
        var point = new PointStruct { Id = 1ul, Payload = { ["text"] = "x" }, Vectors = new[] { 1f, 2f } };
        byte[] later = [.. point.ToByteArray(), 0xA0, 0x38, 7];
        var request = UpsertPoints.Parser.ParseFrom([
            .. new UpsertPoints { CollectionName = Collection, Points = { point } }.ToByteArray(), 0x1A, (byte)later.Length, .. later]);

        var refusal = Assert.Throws<RpcException>(() => AskedFields.Check(request));

        Assert.Equal(StatusCode.Unimplemented, refusal.StatusCode);
        Assert.Contains("number 900 of qdrant.PointStruct", refusal.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Methods_and_fields_that_the_emulator_does_not_have_are_refused_over_the_wire_by_name()
    {
        await using var session = await StartWithCollectionAsync();

        await RefusedAsync(
            StatusCode.Unimplemented, "The Qdrant emulator has no Points/SearchMatrixPairs; a real Qdrant has.",
            () => session.Client.SearchMatrixPairsAsync(Collection, cancellationToken: Cancelled));
        await RefusedAsync(
            StatusCode.Unimplemented, "The Qdrant emulator has no field qdrant.CountPoints.shard_key_selector; a real Qdrant has.",
            () => session.Client.CountAsync(
                Collection, shardKeySelector: new ShardKeySelector { ShardKeys = { new ShardKey { Keyword = "x" } } },
                cancellationToken: Cancelled));
    }

    private static IEnumerable<MessageDescriptor> WithNested(MessageDescriptor type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);

    private static bool SetToSomething(FieldDescriptor field, IMessage message)
    {
        if (field.IsMap)
        {
            var map = (System.Collections.IDictionary)field.Accessor.GetValue(message);
            map.Add("key", Something(field.MessageType.FindFieldByName("value")));
            return true;
        }
        if (Something(field) is not { } value)
            return false;
        if (field.IsRepeated)
            ((System.Collections.IList)field.Accessor.GetValue(message)).Add(value);
        else
            field.Accessor.SetValue(message, value);
        return true;
    }

    private static object? Something(FieldDescriptor field) => field.FieldType switch
    {
        Kind.Message => field.MessageType.Parser.ParseFrom(ByteString.Empty),
        Kind.Enum => Enum.ToObject(field.EnumType.ClrType, 0),
        Kind.String => "x",
        Kind.Bool => true,
        Kind.UInt32 => 1u,
        Kind.UInt64 => 1ul,
        Kind.Float => 1f,
        Kind.Double => 1.0,
        _ => null,
    };
}
