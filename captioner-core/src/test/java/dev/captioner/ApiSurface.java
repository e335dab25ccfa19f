package dev.captioner;

import dev.captioner.api.Internal;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The public and protected signatures of the library that carry no {@link Internal}. */
final class ApiSurface {
    private static final Set<String> METHODS_OF_ALL_RECORDS = Set.of("equals", "hashCode", "toString");

    private ApiSurface() {}

    /** Every public type of the library, internal ones among them, by name. */
    static List<Class<?>> publicTypes() throws IOException, URISyntaxException {
        Path root = Path.of(Captioner.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(root.resolve("dev/captioner"))) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.endsWith("package-info.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .<Class<?>>map(ApiSurface::load)
                    .filter(ApiSurface::isVisible)
                    .sorted(Comparator.comparing(Class::getName))
                    .collect(Collectors.toList());
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ApiSurface.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isVisible(Class<?> type) {
        for (Class<?> outer = type; outer != null; outer = outer.getEnclosingClass()) {
            if (outer.isAnonymousClass() || outer.isLocalClass() || !isVisible(outer.getModifiers())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    /** Whether a user of the library may rely on a public type. */
    static boolean isApi(Class<?> type) {
        for (Class<?> outer = type; outer != null; outer = outer.getEnclosingClass()) {
            if (outer.isAnnotationPresent(Internal.class)) {
                return false;
            }
        }
        return isVisible(type) && !type.getPackage().isAnnotationPresent(Internal.class);
    }

    /** A type's declaration and its members, one a line. */
    static List<String> lines(Class<?> type) {
        List<String> lines = new ArrayList<>();
        lines.add(declaration(type));
        fields(type).map(ApiSurface::line).sorted().forEach(line -> lines.add("    " + line));
        executables(type).map(ApiSurface::line).sorted().forEach(line -> lines.add("    " + line));
        return lines;
    }

    /** The types that a type's declaration and its members mention. */
    static Set<Class<?>> mentioned(Class<?> type) {
        Set<Class<?>> found = new LinkedHashSet<>();
        collect(type.getGenericSuperclass(), found);
        Arrays.stream(type.getGenericInterfaces()).forEach(each -> collect(each, found));
        Arrays.stream(type.getTypeParameters())
                .flatMap(parameter -> Arrays.stream(parameter.getBounds()))
                .forEach(each -> collect(each, found));
        fields(type).forEach(field -> collect(field.getGenericType(), found));
        executables(type).forEach(executable -> {
            Arrays.stream(executable.getGenericParameterTypes()).forEach(each -> collect(each, found));
            Arrays.stream(executable.getGenericExceptionTypes()).forEach(each -> collect(each, found));
            if (executable instanceof Method method) {
                collect(method.getGenericReturnType(), found);
            }
        });
        return found;
    }

    private static void collect(@Nullable Type type, Set<Class<?>> found) {
        if (type instanceof Class<?> given) {
            Class<?> plain = given;
            while (plain.isArray()) {
                plain = plain.getComponentType();
            }
            found.add(plain);
        } else if (type instanceof ParameterizedType parameterized) {
            collect(parameterized.getRawType(), found);
            Arrays.stream(parameterized.getActualTypeArguments()).forEach(each -> collect(each, found));
        } else if (type instanceof GenericArrayType array) {
            collect(array.getGenericComponentType(), found);
        } else if (type instanceof WildcardType wildcard) {
            Arrays.stream(wildcard.getUpperBounds()).forEach(each -> collect(each, found));
            Arrays.stream(wildcard.getLowerBounds()).forEach(each -> collect(each, found));
        }
    }

    private static Stream<Field> fields(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields()).filter(ApiSurface::isPromised);
    }

    private static Stream<Executable> executables(Class<?> type) {
        Stream<Executable> constructors = Arrays.stream(type.getDeclaredConstructors());
        Stream<Executable> methods = Arrays.stream(type.getDeclaredMethods());
        return Stream.concat(constructors, methods)
                .filter(ApiSurface::isPromised)
                .filter(executable -> !METHODS_OF_ALL_RECORDS.contains(executable.getName()));
    }

    private static <M extends Member & AnnotatedElement> boolean isPromised(M member) {
        return isVisible(member.getModifiers()) && !member.isSynthetic() && !member.isAnnotationPresent(Internal.class);
    }

    private static String declaration(Class<?> type) {
        StringBuilder text = new StringBuilder();
        if (Modifier.isAbstract(type.getModifiers()) && !type.isInterface()) {
            text.append("abstract ");
        }
        if (type.isSealed()) {
            text.append("sealed ");
        }
        if (Modifier.isFinal(type.getModifiers()) && !type.isRecord() && !type.isEnum()) {
            text.append("final ");
        }
        text.append(kind(type)).append(' ').append(type.getName());
        if (type.getTypeParameters().length > 0) {
            text.append(Arrays.stream(type.getTypeParameters())
                    .map(ApiSurface::parameter)
                    .collect(Collectors.joining(", ", "<", ">")));
        }
        Type parent = type.getGenericSuperclass();
        if (parent != null && parent != Object.class && !type.isRecord() && !type.isEnum()) {
            text.append(" extends ").append(parent.getTypeName());
        }
        if (type.getGenericInterfaces().length > 0) {
            text.append(" implements ").append(names(type.getGenericInterfaces()));
        }
        return text.toString();
    }

    private static String kind(Class<?> type) {
        if (type.isAnnotation()) {
            return "@interface";
        }
        if (type.isInterface()) {
            return "interface";
        }
        if (type.isEnum()) {
            return "enum";
        }
        return type.isRecord() ? "record" : "class";
    }

    private static String parameter(TypeVariable<?> parameter) {
        return parameter.getBounds()[0] == Object.class
                ? parameter.getName()
                : parameter.getName() + " extends " + names(parameter.getBounds());
    }

    private static String line(Field field) {
        return modifiers(field) + name(field.getAnnotatedType()) + ' ' + field.getName();
    }

    private static String line(Executable executable) {
        String parameters = Arrays.stream(executable.getAnnotatedParameterTypes())
                .map(ApiSurface::name)
                .collect(Collectors.joining(", ", "(", ")"));
        if (executable.isVarArgs()) {
            parameters = parameters.replaceAll("\\[]\\)$", "...)");
        }
        String thrown = executable.getExceptionTypes().length == 0
                ? ""
                : " throws " + names(executable.getGenericExceptionTypes());
        if (executable instanceof Constructor<?>) {
            return modifiers(executable) + "new" + parameters + thrown;
        }
        String variables = executable.getTypeParameters().length == 0
                ? ""
                : Arrays.stream(executable.getTypeParameters())
                        .map(ApiSurface::parameter)
                        .collect(Collectors.joining(", ", "<", "> "));
        return modifiers(executable)
                + variables
                + name(executable.getAnnotatedReturnType())
                + ' '
                + executable.getName()
                + parameters
                + thrown;
    }

    private static String modifiers(Member member) {
        int kept = member.getModifiers() & (Modifier.PROTECTED | Modifier.STATIC | Modifier.ABSTRACT);
        return kept == 0 ? "" : Modifier.toString(kept) + ' ';
    }

    private static String name(AnnotatedType type) {
        return (type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "")
                + type.getType().getTypeName();
    }

    private static String names(Type[] types) {
        return Arrays.stream(types).map(Type::getTypeName).collect(Collectors.joining(", "));
    }
}
