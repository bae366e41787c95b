package dev.mooring.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The sandbox on another application's class path. */
class OnlyInSandboxTest {

    @Test
    void anotherApplicationThatScansOurPackagesGetsNothingOfIt() {
        try (var other = new AnnotationConfigApplicationContext("dev.mooring")) {
            assertThat(Arrays.stream(other.getBeanDefinitionNames()))
                    .noneMatch(name -> !name.startsWith("org.springframework."));
        }
    }
}
