package dev.cairn.testing;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The application's objects, made in a plain JVM as its container makes them: from the constructors of its
 * {@code @Singleton} classes and from the producers in its {@code *Beans} classes, each once and only when needed.
 *
 * <p>What a test gives takes the place of what would be made. Quarkus builds its container when the application is packaged,
 * so there is none for a test that needs two control planes, or one in a process that is killed.
 */
final class ApplicationBeans {
    private static final Map<Class<?>, Method> PRODUCERS = producers();

    private final Map<Class<?>, Object> beans = new HashMap<>();
    private final Deque<Class<?>> inProgress = new ArrayDeque<>();

    /** Takes the place of the application's own bean of this type. */
    <T> void give(Class<T> type, T bean) {
        beans.put(type, bean);
    }

    /**
     * @throws IllegalStateException if the application can't make it either, or if that needs something that a test has to
     *     give
     */
    synchronized <T> T get(Class<T> type) {
        @Nullable Object known = beans.get(type);
        if (known == null) {
            known = make(type);
            beans.put(type, known);
        }
        return type.cast(known);
    }

    /** Whether it was given or has been made. */
    synchronized boolean has(Class<?> type) {
        return beans.containsKey(type);
    }

    private Object make(Class<?> type) {
        if (inProgress.contains(type)) {
            throw new IllegalStateException("needs itself: " + type.getName() + " by " + inProgress);
        }
        inProgress.push(type);
        try {
            @Nullable Method producer = PRODUCERS.get(type);
            return producer == null
                    ? constructor(type).newInstance(arguments(constructor(type)))
                    : producer.invoke(instance(producer.getDeclaringClass()), arguments(producer));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("making a " + type.getName(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("making a " + type.getName(), e);
        } finally {
            inProgress.pop();
        }
    }

    private Object[] arguments(Executable executable) {
        return Arrays.stream(executable.getParameterTypes()).map(this::get).toArray();
    }

    /** The constructor of the type, or of the class next to it that implements it. */
    private Constructor<?> constructor(Class<?> type) {
        List<Class<?>> singletons = (type.isInterface()
                        ? ApplicationClasses.in(type.getPackageName(), "")
                        : Stream.<Class<?>>of(type))
                .filter(candidate -> type.isAssignableFrom(candidate) && candidate.isAnnotationPresent(Singleton.class))
                .toList();
        if (singletons.size() != 1 || singletons.getFirst().getDeclaredConstructors().length != 1) {
            throw new IllegalStateException(
                    "no producer makes a %s and it is not a @Singleton with one constructor: give one; needed by %s"
                            .formatted(type.getName(), inProgress));
        }
        Constructor<?> constructor = singletons.getFirst().getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return constructor;
    }

    private static Object instance(Class<?> producers) throws ReflectiveOperationException {
        Constructor<?> constructor = producers.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    /** Every {@code @Produces} method of the application, by the type of its bean. */
    private static Map<Class<?>, Method> producers() {
        Map<Class<?>, Method> found = new HashMap<>();
        ApplicationClasses.in("dev.cairn", "Beans")
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Produces.class))
                .forEach(method -> {
                    method.setAccessible(true);
                    found.put(method.getReturnType(), method);
                });
        return found;
    }
}
