package dev.mooring.eventlog.tck.mongo;

import java.lang.reflect.Modifier;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Shows that a suite leaves no engine out: each abstract class named {@code …Contract} is run, by a
 * subclass with {@link OnEngine}, on every engine that there is. A new engine fails until it is.
 */
public final class EngineCoverage {

    private EngineCoverage() {}

    /**
     * Looks through a package and those below it.
     *
     * @throws AssertionError when a contract does not run on an engine, or when there is no
     *     contract
     */
    public static void assertThatEveryContractRunsOnEveryEngine(String inPackage) {
        List<Class<?>> classes =
                ReflectionSupport.findAllClassesInPackage(inPackage, _ -> true, _ -> true);
        List<Class<?>> contracts = classes.stream().filter(EngineCoverage::isContract).toList();
        if (contracts.isEmpty()) {
            throw new AssertionError("no contract in " + inPackage);
        }
        for (Class<?> contract : contracts) {
            Set<Engine> leftOut = EnumSet.allOf(Engine.class);
            leftOut.removeAll(enginesOf(contract, classes));
            if (!leftOut.isEmpty()) {
                throw new AssertionError(contract.getName() + " does not run on " + leftOut);
            }
        }
    }

    private static boolean isContract(Class<?> type) {
        return Modifier.isAbstract(type.getModifiers())
                && type.getSimpleName().endsWith("Contract");
    }

    private static Set<Engine> enginesOf(Class<?> contract, List<Class<?>> classes) {
        return classes.stream()
                .filter(contract::isAssignableFrom)
                .filter(type -> !Modifier.isAbstract(type.getModifiers()))
                .filter(type -> type.isAnnotationPresent(OnEngine.class))
                .map(type -> type.getAnnotation(OnEngine.class).value())
                .collect(Collectors.toSet());
    }
}
