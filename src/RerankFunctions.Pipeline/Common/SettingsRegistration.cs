using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace RerankFunctions.Pipeline.Common;

public static class SettingsRegistration
{
    /// <summary>Binds a section of the settings and checks it, annotations and cross-field rules, when the app starts.</summary>
    public static IServiceCollection AddSettings<TOptions>(this IServiceCollection services, string section)
        where TOptions : class
    {
        services.AddOptionsWithValidateOnStart<TOptions, AnnotationValidator<TOptions>>().BindConfiguration(section);
        return services;
    }

    /// <summary>Says each rule's own message and nothing around it: the messages name the setting and what to set it to.</summary>
    private sealed class AnnotationValidator<TOptions> : IValidateOptions<TOptions>
        where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, TOptions options)
        {
            var errors = new List<ValidationResult>();
            return Validator.TryValidateObject(options, new ValidationContext(options), errors, validateAllProperties: true)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(errors.Select(error => error.ErrorMessage!));
        }
    }
}
