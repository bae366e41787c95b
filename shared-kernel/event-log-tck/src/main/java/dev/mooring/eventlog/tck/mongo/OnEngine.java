package dev.mooring.eventlog.tck.mongo;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test class on an engine. Its constructor and methods may take a {@link MongoFixture}, or a
 * {@link ReplicaSet} or {@link Standalone} where they break members; it is started once per JVM.
 *
 * <p>Where nothing on the machine can stand for the engine, the class is left out with a word on
 * standard error, and fails instead when {@code MOORING_REQUIRE_MONGOD} is {@code true}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(MongoExtension.class)
public @interface OnEngine {

    /** The engine. */
    Engine value();
}
