package dev.cairn.rest.errors;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;
import org.jspecify.annotations.Nullable;

/**
 * What a request for an operation may contain, from its method's annotations.
 *
 * @param query its query parameters by name
 * @param body whether it reads a body
 */
public record OperationShape(Map<String, QueryParameter> query, Body body) {
    private static final String JAX_RS = "jakarta.ws.rs";

    /** As JSON writes numbers. */
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,300}(\\.\\d{1,300})?([eE][-+]?\\d{1,3})?");

    /** Whether an operation reads a body. */
    public enum Body {
        READ,
        IGNORED
    }

    /** The type of a query parameter's values. */
    public enum Values {
        FLAG("true or false"),
        INT("a whole number"),
        LONG("a whole number"),
        NUMBER("a number"),
        TEXT("a string");

        private final String words;

        Values(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** How often a query parameter may occur in an address. */
    public enum Times {
        ONCE,
        OFTEN
    }

    /** One query parameter. */
    public record QueryParameter(Values values, Times times) {
        static QueryParameter of(Class<?> type, Class<?> element) {
            boolean many = Collection.class.isAssignableFrom(type);
            return new QueryParameter(values(many ? element : type), many ? Times.OFTEN : Times.ONCE);
        }

        private static Values values(Class<?> type) {
            if (type == boolean.class || type == Boolean.class) {
                return Values.FLAG;
            }
            if (type == int.class || type == Integer.class) {
                return Values.INT;
            }
            if (type == double.class || type == Double.class) {
                return Values.NUMBER;
            }
            return type == long.class || type == Long.class ? Values.LONG : Values.TEXT;
        }

        /** The error in a value; empty if it is valid. */
        public Optional<String> error(String value) {
            boolean fits = switch (values) {
                case FLAG -> value.equals("true") || value.equals("false");
                case INT -> isWhole(value, Integer.MAX_VALUE);
                case LONG -> isWhole(value, Long.MAX_VALUE);
                case NUMBER -> NUMBER.matcher(value).matches();
                case TEXT -> true;
            };
            return fits ? Optional.empty() : Optional.of("is '" + cut(value) + "'");
        }

        private static boolean isWhole(String value, long most) {
            try {
                long number = Long.parseLong(value);
                return number <= most && number >= -most;
            } catch (NumberFormatException e) {
                return false;
            }
        }

        private static String cut(String value) {
            return value.length() > 40 ? value.substring(0, 40) + "..." : value;
        }
    }

    /** The shape of the operation that a request was sent to. */
    static OperationShape of(SimpleResourceInfo resource) throws NoSuchMethodException {
        return of(resource.getResourceClass().getDeclaredMethod(resource.getMethodName(), resource.parameterTypes()));
    }

    public static OperationShape of(Method method) {
        Map<String, QueryParameter> query = new TreeMap<>();
        Body body = Body.IGNORED;
        for (Parameter parameter : method.getParameters()) {
            @Nullable QueryParam named = parameter.getAnnotation(QueryParam.class);
            if (named != null) {
                query.put(
                        named.value(),
                        QueryParameter.of(
                                parameter.getType(),
                                element(parameter.getParameterizedType().getTypeName())));
            } else if (parameter.isAnnotationPresent(BeanParam.class)) {
                addFields(parameter.getType(), query);
            } else if (Arrays.stream(parameter.getAnnotations()).noneMatch(OperationShape::isOfJaxRs)) {
                body = Body.READ;
            }
        }
        return new OperationShape(Map.copyOf(query), body);
    }

    private static void addFields(Class<?> type, Map<String, QueryParameter> query) {
        for (Field field : type.getDeclaredFields()) {
            @Nullable QueryParam named = field.getAnnotation(QueryParam.class);
            if (named != null) {
                query.put(
                        named.value(),
                        QueryParameter.of(
                                field.getType(), element(field.getGenericType().getTypeName())));
            }
        }
    }

    private static boolean isOfJaxRs(Annotation annotation) {
        return annotation.annotationType().getName().startsWith(JAX_RS);
    }

    /** The element type of a list: numbers or texts. */
    private static Class<?> element(String type) {
        return type.contains("java.lang.Long") ? Long.class : String.class;
    }
}
