package dev.captioner.web.request;

import dev.captioner.web.body.BodyLimits;
import dev.captioner.web.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fields of a request besides the photo, whatever its form: names, each with one or more values. */
public final class Fields {
    private static final int LONGEST_QUOTE = 40;

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private long characters;

    /**
     * Adds a value to a field.
     *
     * @throws org.springframework.web.ErrorResponseException when all fields together exceed 64 KB
     */
    public void add(String name, String value) {
        characters += name.length() + value.length();
        if (characters > BodyLimits.ENVELOPE) {
            throw Problem.PHOTO_TOO_LARGE.exception("expected at most 64 KB of options besides the photo, found more");
        }
        values.computeIfAbsent(name, it -> new ArrayList<>()).add(value);
    }

    /**
     * Rejects unknown names: they are typing errors, or options that would have no effect.
     *
     * @throws org.springframework.web.ErrorResponseException naming the first of them
     */
    public void allow(Set<String> names) {
        for (String name : values.keySet()) {
            if (!names.contains(name)) {
                throw Problem.UNKNOWN_OPTION.exception(
                        name,
                        "expected options out of " + names.stream().sorted().toList() + ", found " + quote(name));
            }
        }
    }

    /** All values of a field, in the order of the request; empty when it is absent. */
    public List<String> all(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    /** The value of a field that may be given once. */
    public Optional<String> one(String name) {
        List<String> given = all(name);
        if (given.size() > 1) {
            throw Problem.TWIN_FIELDS.exception(
                    name, "expected '" + name + "' once, found it " + given.size() + " times");
        }
        return given.stream().findFirst();
    }

    boolean flag(String name) {
        return choice(name, Map.of("true", true, "false", false)).orElse(false);
    }

    /** The value of a field that has a fixed set of values. */
    public <T> Optional<T> choice(String name, Map<String, T> choices) {
        return one(name).map(value -> {
            T chosen = choices.get(value);
            if (chosen == null) {
                throw bad(name, "one of " + choices.keySet().stream().sorted().toList(), value);
            }
            return chosen;
        });
    }

    private static RuntimeException bad(String name, String expected, String found) {
        return Problem.BAD_OPTION.exception(
                name, "expected '" + name + "' to be " + expected + ", found " + quote(found));
    }

    /** A value in quotes for a message, shortened to 40 characters. */
    public static String quote(String found) {
        return "'" + (found.length() > LONGEST_QUOTE ? found.substring(0, LONGEST_QUOTE) + "..." : found) + "'";
    }
}
