package dev.mooring.sandbox;

import java.net.InetAddress;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.error.ErrorPage;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.ConfigurableServletWebServerFactory;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/**
 * A real authorization server for development and tests, never for production: it binds 127.0.0.1
 * only, anyone may sign in as anyone, and it forgets everything when it stops.
 *
 * <p>Auto-configurations are named one by one. That makes it start sooner, and keeps whatever else
 * is on the class path, such as Mooring's own server in a test, out of it.
 */
@OnlyInSandbox
@SpringBootConfiguration(proxyBeanMethods = false)
@ComponentScan
@EnableConfigurationProperties(SandboxProperties.class)
@ImportAutoConfiguration({
    PropertyPlaceholderAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    HttpEncodingAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    SecurityFilterAutoConfiguration.class
})
public class SandboxApplication {

    /** Starts the sandbox as a process of its own; arguments are {@code --mooring.sandbox.*}. */
    public static void main(String[] args) {
        // Levels hold for the whole process, so they are set only where it is the sandbox's own.
        var context =
                builder()
                        .properties(
                                "logging.level.root=warn", "logging.level.dev.mooring.sandbox=info")
                        .run(args);
        var issuer = context.getBean(SandboxProperties.class).issuer();
        LoggerFactory.getLogger(SandboxApplication.class).info("Sandbox ready at {}/", issuer);
    }

    /** An application that reads {@code sandbox.yml}, not another application's configuration. */
    static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(SandboxApplication.class)
                .web(WebApplicationType.SERVLET)
                .logStartupInfo(false)
                .properties(
                        "spring.config.name=sandbox",
                        "spring.jmx.enabled=false",
                        OnlyInSandbox.PROPERTY + "=true");
    }

    /** Port and address come from here alone: no {@code server.address} opens it to a network. */
    @Bean
    WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> loopbackOnly(
            SandboxProperties properties) {
        return factory -> {
            factory.setPort(properties.port());
            factory.setAddress(InetAddress.ofLiteral("127.0.0.1"));
            factory.addErrorPages(new ErrorPage("/error"));
        };
    }
}
