package dev.mooring.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.api.sample.SampleApplication;
import dev.mooring.api.sample.SampleTest;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

class RoutesTest extends SampleTest {

    @RestController
    static class Undeclared {
        @GetMapping("/v1/open-by-mistake")
        String openByMistake() {
            return "";
        }
    }

    @RestController
    static class Contradictory {
        @GetMapping("/v1/both")
        @PublicRoute
        @RequiresScope(Scope.AUDIT_READ)
        String both() {
            return "";
        }
    }

    static class Functional {
        @Bean
        RouterFunction<ServerResponse> sideDoor() {
            return RouterFunctions.route().GET("/side", r -> ServerResponse.ok().build()).build();
        }
    }

    @Test
    void security23AHandlerWithoutADeclarationStopsTheStartByName() {
        assertThatThrownBy(() -> start(Undeclared.class))
                .hasStackTraceContaining("RoutesTest$Undeclared#openByMistake");
    }

    @Test
    void security23AHandlerThatDeclaresBothStopsTheStart() {
        assertThatThrownBy(() -> start(Contradictory.class))
                .hasStackTraceContaining("RoutesTest$Contradictory#both");
    }

    @Test
    void security23ARouterFunctionStopsTheStart() {
        assertThatThrownBy(() -> start(Functional.class)).hasStackTraceContaining("sideDoor");
    }

    @Test
    void security23EveryRouteIsListedWithWhatItNeeds() {
        assertThat(Routes.markdown(Routes.of(application)))
                .contains(
                        "| GET | `/docs` | public page |\n",
                        "| GET | `/v1/things/{thing}` | connections:read or audit:read |\n",
                        "| ANY | `/v1/pass/{thing}/{*rest}` | connections:use |\n",
                        "| POST | `/v1/things` | connections:write |\n")
                .doesNotContain("undeclared");
    }

    @Test
    void security23EveryScopedRouteRefusesACallerWithoutCredentials() {
        for (var route : Routes.of(application)) {
            if (!route.needs().startsWith("public")) {
                var method = route.method().equals("ANY") ? "GET" : route.method();
                anyone.method(HttpMethod.valueOf(method))
                        .uri(route.path().replaceAll("\\{\\*?[a-z]+}", "x"))
                        .exchange()
                        .expectStatus()
                        .isUnauthorized();
            }
        }
    }

    @Test
    void scopesAreFoundByTheirText() {
        for (var scope : Scope.values()) {
            assertThat(Scope.of(scope.text())).contains(scope);
        }
        assertThat(Scope.of("connections:everything")).isEmpty();
    }

    private static void start(Class<?> controller) {
        new SpringApplicationBuilder(SampleApplication.class, controller)
                .web(WebApplicationType.REACTIVE)
                .properties("server.port=0")
                .run()
                .close();
    }
}
