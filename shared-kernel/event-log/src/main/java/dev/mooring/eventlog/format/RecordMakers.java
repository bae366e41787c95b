package dev.mooring.eventlog.format;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.ValueInstantiators;
import tools.jackson.databind.deser.std.StdValueInstantiator;
import tools.jackson.databind.introspect.AnnotatedConstructor;
import tools.jackson.databind.module.SimpleModule;

/**
 * Has records made by a handle to their constructor that is prepared once. Jackson prepares one for
 * each record that it makes, which takes as long as all else about reading a small one.
 */
final class RecordMakers extends ValueInstantiators.Base {

    static JacksonModule module() {
        return new SimpleModule("record makers") {
            @Override
            public void setupModule(SetupContext context) {
                super.setupModule(context);
                context.addValueInstantiators(new RecordMakers());
            }
        };
    }

    @Override
    public ValueInstantiator modifyValueInstantiator(
            DeserializationConfig config,
            BeanDescription.Supplier description,
            ValueInstantiator usual) {
        return description.getBeanClass().isRecord()
                        && usual instanceof StdValueInstantiator standard
                        && standard.getWithArgsCreator() instanceof AnnotatedConstructor creator
                ? new Maker(standard, creator.getAnnotated())
                : usual;
    }

    private static final class Maker extends StdValueInstantiator {

        private final MethodHandle maker;

        Maker(StdValueInstantiator usual, Constructor<?> constructor) {
            super(usual);
            maker = handle(constructor);
        }

        @Override
        public Object createFromObjectWith(DeserializationContext context, Object[] arguments) {
            try {
                return (Object) maker.invokeExact(arguments);
            } catch (Throwable e) {
                return context.handleInstantiationProblem(
                        getValueClass(), arguments, rewrapCtorProblem(context, e));
            }
        }

        private static MethodHandle handle(Constructor<?> constructor) {
            try {
                // Records of an interface or a test may be seen by their package only.
                constructor.setAccessible(true);
                return MethodHandles.lookup()
                        .unreflectConstructor(constructor)
                        .asSpreader(Object[].class, constructor.getParameterCount())
                        .asType(MethodType.methodType(Object.class, Object[].class));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
