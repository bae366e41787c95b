package dev.mooring.api.reference;

import io.swagger.v3.oas.models.OpenAPI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.SpringDocCustomizers;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.core.providers.SpringDocProviders;
import org.springdoc.core.service.AbstractRequestService;
import org.springdoc.core.service.GenericResponseService;
import org.springdoc.core.service.OpenAPIService;
import org.springdoc.core.service.OperationService;
import org.springdoc.webflux.api.OpenApiResource;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The OpenAPI document of the running application, made from its controllers when it is first asked
 * for. Safe for use by many threads.
 */
public final class ApiModel extends OpenApiResource {

    /** Relative, so that the document does not depend on where it is served. */
    private static final String SERVER = "/";

    private byte @Nullable [] json;

    ApiModel(
            ObjectFactory<OpenAPIService> openApi,
            AbstractRequestService requests,
            GenericResponseService responses,
            OperationService operations,
            SpringDocConfigProperties properties,
            SpringDocProviders providers,
            SpringDocCustomizers customizers) {
        super(openApi, requests, responses, operations, properties, providers, customizers);
    }

    /** The document as a model, which is not to be changed. */
    public OpenAPI model() {
        return getOpenApi(SERVER, Locale.ENGLISH);
    }

    /** The document as sorted JSON: the same code gives the same bytes. */
    public synchronized byte[] json() {
        var made = json;
        if (made == null) {
            try {
                made = writeJsonValue(model());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            json = made;
        }
        return made.clone();
    }

    @Override
    protected String getServerUrl(ServerHttpRequest request, String apiDocsUrl) {
        return SERVER;
    }
}
