using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace RerankFunctions.Emulators.Qdrant.Protocol;

/// <summary>
/// A service of Qdrant's protocol. Qdrant.Client has its messages and a client, but no base to derive a server from, so the methods are
/// registered one by one, by name; what the service has besides them is refused by name.
/// </summary>
internal abstract class GrpcService<TEndpoint>(ServiceDescriptor service) : IServiceMethodProvider<TEndpoint>
    where TEndpoint : class
{
    private static readonly Marshaller<byte[]> Unread = Marshallers.Create(message => message, message => message);

    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<TEndpoint> context)
    {
        var served = new Served(service, context);
        Serve(served);
        foreach (var method in service.Methods.Where(method => !served.Names.Contains(method.Name)))
        {
            context.AddUnaryMethod(
                new Method<byte[], byte[]>(MethodType.Unary, service.FullName, method.Name, Unread, Unread), [],
                (_, _, _) => throw Refusal.NotEmulated($"{service.Name}/{method.Name}"));
        }
    }

    protected abstract void Serve(Served methods);

    /// <summary>What the emulator has of the service.</summary>
    internal sealed class Served(ServiceDescriptor service, ServiceMethodProviderContext<TEndpoint> context)
    {
        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        public void Add<TRequest, TResponse>(string name, Func<TEndpoint, TRequest, TResponse> answer)
            where TRequest : class, IMessage<TRequest>
            where TResponse : class, IMessage<TResponse>
        {
            var method = service.FindMethodByName(name);
            Names.Add(name);
            context.AddUnaryMethod(
                new Method<TRequest, TResponse>(
                    MethodType.Unary, service.FullName, name, Messages<TRequest>(method.InputType), Messages<TResponse>(method.OutputType)),
                [],
                (endpoint, request, _) =>
                {
                    AskedFields.Check(request);
                    return Task.FromResult(answer(endpoint, request));
                });
        }

        private static Marshaller<TMessage> Messages<TMessage>(MessageDescriptor type)
            where TMessage : class, IMessage<TMessage>
        {
            var parser = (MessageParser<TMessage>)type.Parser;
            return Marshallers.Create(
                (message, context) =>
                {
                    context.SetPayloadLength(message.CalculateSize());
                    message.WriteTo(context.GetBufferWriter());
                    context.Complete();
                },
                context => parser.ParseFrom(context.PayloadAsReadOnlySequence()));
        }
    }
}
