package dev.mooring.api.reference;

import com.fasterxml.jackson.core.type.ResolvedType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Takes from the code which properties there always are: a record's component that is not
 * {@code @Nullable} is required, and one that is may be null.
 */
final class Nullness implements ModelConverter {

    private static final String COMPONENT = "#/components/schemas/";

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) {
            return null;
        }
        Schema<?> resolved = chain.next().resolve(type, context, chain);
        var raw = raw(type.getType());
        if (resolved != null && raw != null && raw.isRecord() && isNullMarked(raw)) {
            var model =
                    resolved.get$ref() == null
                            ? resolved
                            : context.getDefinedModels()
                                    .get(resolved.get$ref().substring(COMPONENT.length()));
            if (model != null && model.getProperties() != null) {
                for (var component : raw.getRecordComponents()) {
                    note(model, component);
                }
            }
        }
        return resolved;
    }

    private static void note(Schema<?> model, RecordComponent component) {
        var name = component.getName();
        var property = model.getProperties().get(name);
        if (property == null) {
            return;
        }
        if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            if (model.getRequired() == null || !model.getRequired().contains(name)) {
                model.addRequiredItem(name);
            }
        } else {
            model.getProperties().put(name, nullable(property));
        }
    }

    private static Schema<?> nullable(Schema<?> property) {
        if (property.getAnyOf() != null) {
            return property;
        }
        if (property.get$ref() != null) {
            var none = new Schema<Object>();
            none.setTypes(Set.of("null"));
            var either = new Schema<Object>();
            either.setAnyOf(List.of(property, none));
            return either;
        }
        if (property.getTypes() != null) {
            var types = new LinkedHashSet<>(property.getTypes());
            types.add("null");
            property.setTypes(types);
        }
        return property;
    }

    private static boolean isNullMarked(Class<?> type) {
        for (var at = type; at != null; at = at.getEnclosingClass()) {
            if (at.isAnnotationPresent(NullMarked.class)) {
                return true;
            }
        }
        return type.getPackage().isAnnotationPresent(NullMarked.class);
    }

    private static @Nullable Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ResolvedType resolved -> resolved.getRawClass();
            case ParameterizedType generic -> raw(generic.getRawType());
            default -> null;
        };
    }
}
