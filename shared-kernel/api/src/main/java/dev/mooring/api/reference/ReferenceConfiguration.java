package dev.mooring.api.reference;

import dev.mooring.api.access.Principal;
import dev.mooring.api.paging.Paging;
import dev.mooring.api.request.Caller;
import dev.mooring.api.request.RequestContext;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.customizers.SpringDocCustomizers;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.core.providers.SpringDocProviders;
import org.springdoc.core.service.AbstractRequestService;
import org.springdoc.core.service.GenericResponseService;
import org.springdoc.core.service.OpenAPIService;
import org.springdoc.core.service.OperationService;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/** The API reference, as part of the conventions. */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:dev/mooring/api/reference/springdoc.properties")
@Import(ReferenceController.class)
public class ReferenceConfiguration {

    static {
        // Arguments that are made from headers and parameters which the conventions describe.
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(
                        Caller.class, Principal.class, RequestContext.class, Paging.class);
    }

    @Bean
    ApiModel apiModel(
            ObjectFactory<OpenAPIService> openApi,
            AbstractRequestService requests,
            GenericResponseService responses,
            OperationService operations,
            SpringDocConfigProperties properties,
            SpringDocProviders providers,
            SpringDocCustomizers customizers) {
        return new ApiModel(
                openApi, requests, responses, operations, properties, providers, customizers);
    }

    @Bean
    OperationCustomizer operationConventions() {
        return new OperationConventions();
    }

    @Bean
    Nullness nullness() {
        return new Nullness();
    }

    @Bean
    OpenApiCustomizer documentConventions() {
        return new DocumentConventions();
    }
}
