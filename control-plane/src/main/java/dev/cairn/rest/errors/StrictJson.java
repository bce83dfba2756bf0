package dev.cairn.rest.errors;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.AnnotationIntrospectorPair;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Configures the strict reading of requests: nothing is converted to another type, ignored or made up. A component of a
 * request's record that is not {@link Nullable} must be present.
 */
final class StrictJson {
    private static final List<CoercionInputShape> NUMBERS_AND_FLAGS =
            List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean);

    private StrictJson() {}

    static ObjectMapper of(ObjectMapper json) {
        ObjectMapper strict = json.copy();
        strict.enable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
        strict.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
        refuse(strict, LogicalType.Textual, NUMBERS_AND_FLAGS);
        refuse(strict, LogicalType.Enum, List.of(CoercionInputShape.Integer, CoercionInputShape.EmptyString));
        refuse(
                strict,
                LogicalType.Integer,
                List.of(CoercionInputShape.Float, CoercionInputShape.String, CoercionInputShape.EmptyString));
        refuse(strict, LogicalType.Float, List.of(CoercionInputShape.String, CoercionInputShape.EmptyString));
        refuse(
                strict,
                LogicalType.Boolean,
                List.of(
                        CoercionInputShape.Integer,
                        CoercionInputShape.Float,
                        CoercionInputShape.String,
                        CoercionInputShape.EmptyString));
        strict.setAnnotationIntrospector(AnnotationIntrospectorPair.create(
                new Components(), strict.getDeserializationConfig().getAnnotationIntrospector()));
        return strict;
    }

    static ObjectReader reader(ObjectMapper strict) {
        return strict.reader().with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
    }

    private static void refuse(ObjectMapper json, LogicalType type, List<CoercionInputShape> shapes) {
        shapes.forEach(shape -> json.coercionConfigFor(type).setCoercion(shape, CoercionAction.Fail));
    }

    /** Defines for Jackson which components of our records may be absent or null. */
    private static final class Components extends NopAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
            return isNeeded(member) ? true : null;
        }

        @Override
        public JsonSetter.Value findSetterInfo(Annotated annotated) {
            return annotated instanceof AnnotatedMember member && isNeeded(member)
                    ? JsonSetter.Value.forValueNulls(Nulls.FAIL)
                    : JsonSetter.Value.empty();
        }

        private static boolean isNeeded(AnnotatedMember member) {
            Class<?> type = member.getDeclaringClass();
            if (!type.isRecord() || !type.getName().startsWith("dev.cairn.")) {
                return false;
            }
            RecordComponent[] components = type.getRecordComponents();
            if (member instanceof AnnotatedParameter parameter) {
                return parameter.getOwner().getParameterCount() == components.length
                        && isNeeded(components[parameter.getIndex()]);
            }
            return Arrays.stream(components)
                    .anyMatch(component -> component.getName().equals(member.getName()) && isNeeded(component));
        }

        private static boolean isNeeded(RecordComponent component) {
            return !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        }
    }
}
