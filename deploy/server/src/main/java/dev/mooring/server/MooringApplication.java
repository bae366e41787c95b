package dev.mooring.server;

import java.util.Arrays;
import org.axonframework.springboot.autoconfig.MicrometerMetricsAutoConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The server. With {@code dev} as its first argument it is one developer's machine. */
@SpringBootApplication(exclude = MicrometerMetricsAutoConfiguration.class)
public class MooringApplication {

    private static final String DEVELOPMENT = "dev";

    public static void main(String[] arguments) {
        var development = arguments.length > 0 && arguments[0].equals(DEVELOPMENT);
        new SpringApplicationBuilder(MooringApplication.class)
                .profiles(development ? new String[] {DEVELOPMENT} : new String[0])
                .run(development ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments);
    }
}
